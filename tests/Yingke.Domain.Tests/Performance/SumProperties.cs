using Yingke.Domain.Deadlines;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Performance;

/// <summary>
/// Whatever the zone and however long its days: what is counted by agent, for the shop and by day adds up to the same, in figures and in pay, and every minute belongs to exactly one day. (reliability I28)
/// </summary>
public sealed class SumProperties
{
    private const int Trials = 120;
    private static readonly string[] Zones =
    [
        // Half-hour clocks, jumps at midnight both ways, a second midnight, a quarter of an hour off, and none at all.
        "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago", "America/Havana", "Asia/Beirut", "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham", "Asia/Shanghai",
    ];

    [Fact]
    public void Agents_shop_and_days_add_up_in_every_zone_and_no_minute_is_of_two_days()
    {
        var (random, lengths, stints, rows, minutes) = (new Random(20261), new SortedDictionary<double, int>(), 0, 0, 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[trial % Zones.Length]);
            var middle = Odd(zone, random);
            var whole = new Period(middle.AddDays(-1 - random.Next(3)), middle.AddDays(1 + random.Next(3)), zone);
            var days = Enumerable.Range(0, whole.To.DayNumber - whole.From.DayNumber + 1).Select(n => whole.From.AddDays(n)).Select(d => new Period(d, d, zone)).ToList();
            foreach (var day in days)
                lengths[(day.End - day.Start).TotalHours] = lengths.GetValueOrDefault((day.End - day.Start).TotalHours) + 1;
            minutes += EveryMinuteIsOfOneDay(days);
            stints += FiguresAddUp(whole, days, random);
            rows += PayAddsUp(whole, days, random);
        }
        lengths.Keys.ToArray().ShouldBe(new[] { 23, 23.5, 24, 24.5, 25 }, "the days with a jump are looked at");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Trials} trials, {stints} stints, {rows} ledger rows, {minutes} minutes; days by hours: {string.Join(", ", lengths.Select(l => $"{l.Key} h × {l.Value}"))}");
    }

    private static int EveryMinuteIsOfOneDay(List<Period> days)
    {
        days.Zip(days.Skip(1)).ShouldAllBe(d => d.First.End == d.Second.Start);
        var minutes = 0;
        for (var at = days[0].Start; at < days[^1].End; at = at.AddMinutes(1), minutes++)
        {
            var own = LocalDay.Of(at, days[0].Zone);
            if (days.Count(d => d.Has(own)) != 1 || days.Single(d => at >= d.Start && at < d.End).From != own)
                Assert.Fail($"{at:O} in {days[0].Zone.Id}");
        }
        days.Sum(d => (d.End - d.Start).TotalMinutes).ShouldBe(minutes);
        return minutes;
    }

    private static int FiguresAddUp(Period whole, List<Period> days, Random random)
    {
        var agents = Enumerable.Range(0, 4).ToDictionary(_ => Guid.NewGuid(), n => (Groups)(1 << (n % 3)));
        var buyers = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToList();
        var people = agents.Keys.ToList();
        // From a day before to a day after, at the very edges of days as well.
        DateTimeOffset Any() => random.Next(4) == 0 ? days[random.Next(days.Count)].Start.AddMilliseconds(random.Next(-1, 2)) : whole.Start.AddDays(-1).AddMinutes(random.Next((int)(whole.End - whole.Start).TotalMinutes + 2880));
        var stints = Enumerable.Range(0, 60).Select(n => (Agent: people[random.Next(4)], Buyer: buyers[random.Next(6)], Inquiry: random.Next(3) > 0 ? Inquiry.Presale : Inquiry.Aftersale, Start: Any(), Receptions: random.Next(2), Rank: n)).ToList();
        var orders = Enumerable.Range(0, 40).Select(_ => Any()).Select(at => new OrderFacts(buyers[random.Next(6)], at, at.AddMinutes(random.Next(300)), random.Next(1, 100_000), Guid.NewGuid())).ToList();
        var applications = Enumerable.Range(0, 20).Select(_ => Any()).Select(at => new ApplicationFacts(at, at, people[0], random.Next(50_000), Any(), people[random.Next(4)], null, null, null, null)).ToList();
        Report Of(Period period)
        {
            var own = stints.FindAll(s => period.Has(s.Start));
            return Report.Of(new()
            {
                Agents = agents, Orders = orders, Applications = applications, Tickets = [], Calls = [], Inspections = [],
                Consultations = own.Select(s => new Consultation(s.Agent, agents[s.Agent], s.Inquiry, s.Buyer, s.Receptions > 0)),
                ChatSums = own.Select(s => new ChatSum(s.Agent, agents[s.Agent], s.Inquiry, new() { Receptions = s.Receptions })),
                PresaleStints = stints.Where(s => s.Inquiry == Inquiry.Presale).Select(s => new PresaleStint(s.Buyer, s.Agent, agents[s.Agent], s.Start, LocalDay.Of(s.Start, whole.Zone), s.Rank)),
            }, period);
        }

        var (report, each) = (Of(whole), days.ConvertAll(Of));
        foreach (var (section, id) in new[] { (Section.All, "receptions"), (Section.Presale, "receptions"), (Section.Aftersale, "receptions"), (Section.Sales, "sales"), (Section.Service, "refunded") })
        {
            var shop = report.Shop[section, id]!.Value;
            var why = $"{id} in {whole.Zone.Id} from {whole.From:O} to {whole.To:O}";
            Sum(report.Agents.Values.Select(r => r[section, id])).ShouldBe(shop, "by agent: " + why);
            Sum(report.Groups.Values.Select(r => r[section, id])).ShouldBe(shop, "by group, each agent in one: " + why);
            Sum(each.Select(r => r.Shop[section, id])).ShouldBe(shop, "by day: " + why);
            foreach (var agent in people)
                Sum(each.Select(r => r.Agents[agent][section, id])).ShouldBe(report.Agents[agent][section, id]!.Value, "by day, of one agent: " + why);
        }
        return stints.Count;
    }

    private static int PayAddsUp(Period whole, List<Period> days, Random random)
    {
        var month = Month.Of(whole.From);
        var (own, next) = (month.In(whole.Zone), month.Next.In(whole.Zone));
        own.End.ShouldBe(next.Start, "no instant between two months, or of both");
        var people = Enumerable.Range(0, 4).Select(n => new PayPerson(Guid.NewGuid(), "", n == 0 ? "云客服" : null, (PayGrade)(n % 3), null, null, null, null)).ToList();
        var rows = Enumerable.Range(0, 60).Select(n => (Agent: people[random.Next(4)].AgentId, At: n % 3 == 0 ? days[random.Next(days.Count)].Start.AddMilliseconds(random.Next(-1, 2)) : own.Start.AddMinutes(random.Next(60 * 24 * 45)), Fen: random.Next(-50_000, 50_000))).ToList();
        long Ledger(Period period, PayPerson person) => PaySlip.Lines(person, new(), rows.Where(r => r.Agent == person.AgentId && r.At >= period.Start && r.At < period.End)
            .Select(r => new LedgerEntry(r.Fen < 0 ? PayLineKind.Penalty : PayLineKind.Reward, "x", r.Fen, r.At, "", Guid.NewGuid(), null))).Where(l => l.LedgerId is not null).Sum(l => l.Fen);

        var byAgent = people.Sum(p => Ledger(own, p));
        byAgent.ShouldBe(rows.Where(r => own.Has(r.At)).Sum(r => r.Fen), "the shop's");
        Enumerable.Range(own.From.DayNumber, own.To.DayNumber - own.From.DayNumber + 1).Select(DateOnly.FromDayNumber).Sum(d => people.Sum(p => Ledger(own with { From = d, To = d }, p))).ShouldBe(byAgent, "by day");
        return rows.Count;
    }

    private static Fraction Sum(IEnumerable<Fraction?> figures) => figures.OfType<Fraction>().Aggregate(Fraction.Of(0), (sum, f) => sum + f);

    /// <summary>A day that is not 24 hours long, where the zone has any in some year.</summary>
    private static DateOnly Odd(TimeZoneInfo zone, Random random)
    {
        var first = new DateOnly(random.Next(2020, 2030), 1, 1);
        var odd = Enumerable.Range(0, 365).Select(n => first.AddDays(n)).Where(d => LocalDay.End(d, zone) - LocalDay.Start(d, zone) != TimeSpan.FromDays(1)).ToList();
        return odd.Count > 0 ? odd[random.Next(odd.Count)] : first.AddDays(random.Next(365));
    }
}
