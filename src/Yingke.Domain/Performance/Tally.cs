using System.Runtime.InteropServices;
using Yingke.Domain.Hotline;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Performance;

/// <summary>What comes together for one row of a report. (spec: performance.md)</summary>
internal sealed class Tally(Readings readings)
{
    private readonly ChatTally all = new(readings.Averages), presale = new(readings.Averages), aftersale = new(readings.Averages);
    private readonly Dictionary<Guid, Met> buyers = [];
    private int inquiries;

    /// <summary>In which versions a buyer counts. One look-up for each stint: a month has a third of a million.</summary>
    [Flags]
    private enum Met : byte { None = 0, Presale = 1, Aftersale = 2, PresaleReply = 4, AftersaleReply = 8, Any = Presale | Aftersale, AnyReply = PresaleReply | AftersaleReply }

    public SalesTally Sales { get; } = new(readings.PaymentSuccess);
    public ServiceTally Service { get; } = new();
    public HotlineTally Hotline { get; } = new();
    public List<Fraction> Attitude { get; } = [];

    public void Add(Consultation one)
    {
        if (one.Inquiry == Inquiry.Presale)
            inquiries++;
        CollectionsMarshal.GetValueRefOrAddDefault(buyers, one.BuyerId, out _) |= one.Inquiry == Inquiry.Presale
            ? one.Replied ? Met.Presale | Met.PresaleReply : Met.Presale
            : one.Replied ? Met.Aftersale | Met.AftersaleReply : Met.Aftersale;
    }

    public void Add(ChatSum one)
    {
        all.Add(one);
        (one.Inquiry == Inquiry.Presale ? presale : aftersale).Add(one);
    }

    public FigureRow Row(long shopPaidFen, int shopTickets)
    {
        var row = new FigureRow();
        var consulted = Count(Met.Presale);
        all.Fill(row, Section.All, Count(Met.Any), Count(Met.AnyReply));
        presale.Fill(row, Section.Presale, consulted, Count(Met.PresaleReply));
        aftersale.Fill(row, Section.Aftersale, Count(Met.Aftersale), Count(Met.AftersaleReply));
        row[Section.All, "attitude"] = Fraction.Mean(Attitude);
        Sales.Fill(row, consulted, inquiries, shopPaidFen);
        Service.Fill(row, aftersale.Sum, shopTickets);
        Hotline.Fill(row);
        return row;
    }

    private int Count(Met met) => buyers.Values.Count(m => (m & met) != 0);
}

/// <summary>Chat indicators of one version. Averages of times are the mean of the agents' own unless the shop reads it otherwise, everything else is pooled. (spec: performance.md, Chat indicators)</summary>
internal sealed class ChatTally(AverageReading reading)
{
    private readonly Dictionary<Guid, ChatCounts> byAgent = [];

    public ChatCounts Sum => byAgent.Values.Aggregate(ChatCounts.Zero, (sum, one) => sum + one);

    public void Add(ChatSum one) => byAgent[one.AgentId] = byAgent.GetValueOrDefault(one.AgentId, ChatCounts.Zero) + one.Counts;

    /// <param name="row">Where to.</param>
    /// <param name="section">Its version.</param>
    /// <param name="consulted">Distinct buyers.</param>
    /// <param name="replied">Those of them who got a reply.</param>
    public void Fill(FigureRow row, Section section, int consulted, int replied)
    {
        var sum = Sum;
        void Set(string id, Fraction? value) => row[section, id] = value;
        Set("consulted", consulted);
        Set("unreplied", consulted - replied);
        Set("received", replied);
        Set("receptions", sum.Receptions);
        Set("reply_rate", Fraction.Of(replied, consulted));
        Set("avg_response", Average(c => Fraction.Of(c.ResponseMs, 1000L * c.Answered)));
        Set("avg_first_response", Average(c => Fraction.Of(c.FirstMs, 1000L * c.Firsts)));
        Set("reply_60s", Fraction.Of(sum.Within60, sum.Turns));
        Set("reply_2min", Fraction.Of(sum.Within120, sum.Turns));
        Set("reply_3min", Fraction.Of(sum.Within180, sum.Turns));
        Set("overnight_on_time", Fraction.Of(sum.NightOnTime, sum.NightTurns));
        Set("answer_ratio", Fraction.Of(sum.AgentMessages, sum.BuyerMessages));
        Set("good_rate", Fraction.Of(sum.GoodRatings, sum.Ratings));
    }

    private Fraction? Average(Func<ChatCounts, Fraction?> average) =>
        reading == AverageReading.Pooled ? average(Sum) : Fraction.Mean([.. byAgent.Values.Select(average).OfType<Fraction>()]);
}

/// <summary>Sales are of the stint's own day, everything else of the same or the next. (spec: performance.md, Sales indicators)</summary>
internal sealed class SalesTally(PaymentReading reading)
{
    private readonly HashSet<Guid> orderers = [], successes = [], payers = [];
    private readonly HashSet<PresaleStint> paidInquiries = [];
    private long fen;

    public void Add(Attribution one)
    {
        var buyer = one.Order.BuyerId;
        (one.IsPaid ? successes : orderers).Add(buyer);
        if (one.IsPaid && reading == PaymentReading.Inquiries)
            paidInquiries.Add(one.Stint);
        if (!one.IsPaid || !one.SameDay)
            return;
        payers.Add(buyer);
        fen += one.Order.PaidFen;
    }

    public void Fill(FigureRow row, int consulted, int inquiries, long shopPaidFen)
    {
        void Set(string id, Fraction? value) => row[Section.Sales, id] = value;
        Set("orderers", orderers.Count);
        Set("conversion", Fraction.Of(orderers.Count, consulted));
        Set("sales", fen);
        Set("payers", payers.Count);
        Set("basket", Fraction.Of(fen, payers.Count));
        Set("sales_share", Fraction.Of(fen, shopPaidFen));
        Set("payment_success", reading == PaymentReading.Buyers ? Fraction.Of(successes.Count, consulted) : Fraction.Of(paidInquiries.Count, inquiries));
    }
}

/// <summary>spec: performance.md, After-sale and ticket indicators.</summary>
internal sealed class ServiceTally
{
    private static readonly TimeSpan ReviewWithin = TimeSpan.FromHours(12);

    private int rated, good, reviewed, reviewedOnTime, resolved, repaired, replied, repliedOnTime;
    private long reviewMs;

    public long RefundedFen { get; set; }
    public int FirstContacts { get; set; }

    public void Rate(int stars)
    {
        rated++;
        if (stars >= 4)
            good++;
    }

    public void Review(TimeSpan took)
    {
        reviewed++;
        reviewMs += (long)took.TotalMilliseconds;
        if (took <= ReviewWithin)
            reviewedOnTime++;
    }

    public void Resolve(string resolution)
    {
        if (resolution is not ("return" or "exchange" or "repair"))
            return;
        resolved++;
        if (resolution == "repair")
            repaired++;
    }

    public void ReplyTicket(bool onTime)
    {
        replied++;
        if (onTime)
            repliedOnTime++;
    }

    /// <param name="row">Where to.</param>
    /// <param name="chats">The after-sale conversations' ratings.</param>
    /// <param name="shopTickets">All that the shop's people and buyers opened in the period.</param>
    public void Fill(FigureRow row, ChatCounts chats, int shopTickets)
    {
        void Set(string id, Fraction? value) => row[Section.Service, id] = value;
        Set("aftersale_satisfaction", Fraction.Of(good + chats.GoodRatings, rated + chats.Ratings));
        Set("review_time", Fraction.Of(reviewMs, 1000L * reviewed));
        Set("review_on_time", Fraction.Of(reviewedOnTime, reviewed));
        Set("refunded", RefundedFen);
        Set("repair_share", Fraction.Of(repaired, resolved));
        Set("ticket_on_time", Fraction.Of(repliedOnTime, replied));
        Set("ticket_first_contact", Fraction.Of(FirstContacts, shopTickets));
    }
}

/// <summary>spec: performance.md, Hotline indicators.</summary>
internal sealed class HotlineTally
{
    private int inbound, answered, quick, abandonedInQueue, surveyed, declined, satisfied;

    public List<Fraction> Scores { get; } = [];

    public void Add(CallFacts call)
    {
        inbound++;
        if (call.AnsweredAt is not null)
            answered++;
        if (call.IsQuick)
            quick++;
        if (call.IsAbandonedInQueue)
            abandonedInQueue++;
        if (call.Survey is not null)
            surveyed++;
        if (call.Survey == CallSurvey.Declined)
            declined++;
        if (call.Survey == CallSurvey.Satisfied)
            satisfied++;
    }

    public void Fill(FigureRow row)
    {
        void Set(string id, Fraction? value) => row[Section.Hotline, id] = value;
        Set("call_answer_rate", Fraction.Of(answered, inbound));
        Set("call_20s", Fraction.Of(quick, inbound - abandonedInQueue));
        Set("call_satisfaction", Fraction.Of(satisfied, surveyed - declined));
        Set("call_inspection", Fraction.Mean(Scores));
    }
}
