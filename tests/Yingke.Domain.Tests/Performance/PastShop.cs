using Yingke.Domain.Conversations;
using Yingke.Domain.Deadlines;
using Yingke.Domain.History;
using Yingke.Domain.Hotline;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Performance;

/// <summary>A history file as facts, without a database: what the golden reports are worked out from.</summary>
internal sealed class PastShop
{
    private readonly Dictionary<string, Guid> ids = [];
    private readonly Dictionary<string, Groups> agents = [];
    private readonly List<(Guid BuyerId, Inquiry Inquiry, Talk Talk)> talks = [];
    private readonly List<OrderFacts> orders = [];
    private readonly List<ApplicationFacts> applications = [];
    private readonly List<TicketFacts> tickets = [];
    private readonly List<CallFacts> calls = [];
    private readonly List<InspectionFacts> inspections = [];
    private readonly ServiceTimes times;

    public PastShop(string file)
    {
        var lines = File.ReadLines(file).Select(json => HistoryLine.Parse(json).Line!).ToList();
        var shop = lines.OfType<ShopLine>().Single();
        times = new(DateTimeOffset.MinValue, shop.ServiceStart, shop.ServiceEnd, new(9, 30), TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone));
        foreach (var agent in lines.OfType<AgentLine>())
            agents[agent.Id] = agent.Groups;
        foreach (var talk in lines.OfType<ConversationLine>().GroupBy(l => l.Conversation))
            AddTalk([.. talk.Order(HistoryOrder.Instance)]);
        orders.AddRange(lines.OfType<OrderHistoryLine>().Select(o => new OrderFacts(Id(o.Buyer), o.PlacedAt, o.PaidAt, o.AmountFen)));
        applications.AddRange(lines.OfType<AftersaleHistoryLine>().Select(a => new ApplicationFacts(
            a.AppliedAt, a.ReviewedAt, Maybe(a.Reviewer), a.RefundFen ?? 0, a.RefundedAt, Maybe(a.Operator), a.Resolution, a.ResolvedAt, a.Stars, a.RatedAt)));
        tickets.AddRange(lines.OfType<TicketLine>().Select(t => new TicketFacts(
            t.CreatedAt, t.DueAt, t.Replies.Count, t.Replies is [var first, ..] ? Id(first.Agent) : null, t.Replies is [var f, ..] ? f.At : null, t.ClosedAt, t.ReopenedAt is not null)));
        calls.AddRange(lines.OfType<CallLine>().Select(c => new CallFacts(
            Maybe(c.Agent), c.QueuedAt, c.RingingAt, c.AnsweredAt, c.Survey is { } survey ? Enum.Parse<CallSurvey>(survey, ignoreCase: true) : null)));
        inspections.AddRange(lines.OfType<InspectionLine>().Select(i => new InspectionFacts(i.Call is not null, Id(i.Agent), i.Score, i.At)));
    }

    public IReadOnlyDictionary<string, Guid> Agents => agents.Keys.ToDictionary(a => a, Id);

    public Report Report(DateOnly from, DateOnly to)
    {
        var period = new Period(from, to, times.Zone);
        var stints = talks.SelectMany(t => t.Talk.Stints.Where(s => s.IsConsultation).Select((s, i) => (t.BuyerId, t.Inquiry, t.Talk.IsClosed, Stint: s, Rank: i, Day: LocalDay.Of(s.Start!.Value, times.Zone)))).ToList();
        var own = stints.FindAll(s => period.Has(s.Day));
        return Domain.Performance.Report.Of(new ReportFacts
        {
            Agents = agents.ToDictionary(a => Id(a.Key), a => a.Value),
            Consultations = own.Select(s => new Consultation(s.Stint.AgentId, GroupsOf(s.Stint.AgentId), s.Inquiry, s.BuyerId, s.Stint.IsReplied)),
            ChatSums = own.Select(s => new ChatSum(s.Stint.AgentId, GroupsOf(s.Stint.AgentId), s.Inquiry, ChatCounts.Of(s.Stint, s.IsClosed, [times]))),
            PresaleStints = stints.Where(s => s.Inquiry == Inquiry.Presale).Select(s => new PresaleStint(s.BuyerId, s.Stint.AgentId, GroupsOf(s.Stint.AgentId), s.Stint.Start!.Value, s.Day, s.Rank)),
            Orders = orders, Applications = applications, Tickets = tickets, Calls = calls, Inspections = inspections,
        }, period);
    }

    private Groups GroupsOf(Guid agent) => agents.Single(a => Id(a.Key) == agent).Value;

    private void AddTalk(List<ConversationLine> lines)
    {
        var inflow = lines.OfType<InflowLine>().Single();
        var log = lines.Select((line, i) => Of(line, i + 1, Id(inflow.Buyer))).ToList();
        talks.Add((Id(inflow.Buyer), Inquiries.Of(HistoryWords.SourceOf(inflow.Source), Inquiry.Presale), Stints.Of(log)));
    }

    private Entry Of(ConversationLine line, long seq, Guid buyer) => line switch
    {
        AssignLine assign => new() { Seq = seq, At = line.At, Kind = EntryKind.Assigned, From = Sender.System, Details = new() { AgentId = Id(assign.Agent) } },
        MessageLine { From: "note" } note => new() { Seq = seq, At = line.At, Kind = EntryKind.Note, From = Sender.Agent, SenderId = Maybe(note.Agent) },
        MessageLine said => new()
        {
            Seq = seq, At = line.At, Kind = EntryKind.Text, From = Enum.Parse<Sender>(said.From, ignoreCase: true), SenderId = said.From == "buyer" ? buyer : Maybe(said.Agent),
        },
        RatingLine rating => new() { Seq = seq, At = line.At, Kind = EntryKind.Rated, From = Sender.Buyer, Details = new() { Stars = rating.Stars } },
        CloseLine => new() { Seq = seq, At = line.At, Kind = EntryKind.Closed, From = Sender.System },
        _ => new() { Seq = seq, At = line.At, Kind = EntryKind.Inflow, From = Sender.System },
    };

    private Guid? Maybe(string? id) => id is null ? null : Id(id);

    private Guid Id(string id) => ids.TryGetValue(id, out var known) ? known : ids[id] = Guid.CreateVersion7();
}
