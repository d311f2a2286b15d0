using Yingke.Domain.Performance;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Performance;

/// <summary>spec: performance.md, Readings chosen where the sources leave room. The pay scheme's own is in PaySlipTests.</summary>
public sealed class ReadingsTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly Guid Zhu = Guid.NewGuid(), Lan = Guid.NewGuid(), He = Guid.NewGuid();

    [Theory]
    [InlineData(AverageReading.OfAgents, "37.500000", "35.000000")]
    [InlineData(AverageReading.Pooled, "30.000000", "35.000000")]
    public void An_average_of_several_is_that_of_the_agents_who_have_one_or_of_all_answers(AverageReading reading, string response, string first)
    {
        ChatSum Of(Guid agent, int answered, long ms, int firsts, long firstMs) => new(agent, Groups.Presale, Inquiry.Presale, new() { Turns = answered + 1, Answered = answered, ResponseMs = ms, Firsts = firsts, FirstMs = firstMs });
        var report = Report(new(Averages: reading), sums: [Of(Zhu, 2, 30_000, 1, 10_000), Of(Lan, 1, 60_000, 1, 60_000), Of(He, 0, 0, 0, 0)]);
        foreach (var row in new[] { report.Shop, report.Groups[Groups.Presale] })
            (Text(row, Section.All, "avg_response"), Text(row, Section.Presale, "avg_first_response")).ShouldBe((response, first));
        Text(report.Agents[Zhu], Section.All, "avg_response").ShouldBe("15.000000", "one agent's own is the same either way");
        Text(report.Agents[He], Section.All, "avg_response").ShouldBeNull();
    }

    [Theory]
    [InlineData(PaymentReading.Buyers, "0.500000", "1.000000")]
    [InlineData(PaymentReading.Inquiries, "0.333333", "0.500000")]
    public void Payment_success_is_of_buyers_or_of_their_inquiries(PaymentReading reading, string shop, string zhu)
    {
        var (pays, leaves) = (Guid.NewGuid(), Guid.NewGuid());
        PresaleStint At(Guid buyer, Guid agent, double hours) => new(buyer, agent, Groups.Presale, Noon.AddHours(hours), Day, 0, Guid.NewGuid());
        OrderFacts Paid(double hours) => new(pays, Noon.AddHours(hours), Noon.AddHours(hours), 100, Guid.NewGuid());
        PresaleStint[] stints = [At(pays, Zhu, -2), At(pays, Zhu, 0), At(leaves, Lan, 0)];
        var report = Report(new(PaymentSuccess: reading), stints: stints, orders: [Paid(1), Paid(2)]);
        Text(report.Shop, Section.Sales, "payment_success").ShouldBe(shop, "two orders of one inquiry are one");
        Text(report.Agents[Zhu], Section.Sales, "payment_success").ShouldBe(zhu);
        Text(report.Agents[Lan], Section.Sales, "payment_success").ShouldBe("0.000000");
        Text(report.Agents[He], Section.Sales, "payment_success").ShouldBeNull();
        Text(report.Shop, Section.Sales, "conversion").ShouldBe("0.500000", "counts buyers either way");
    }

    private static string? Text(FigureRow row, Section section, string id) => row.Of(section).Single(f => f.Indicator.Id == id) is var (indicator, value) ? indicator.Text(value) : null;

    private static Report Report(Readings readings, ChatSum[]? sums = null, PresaleStint[]? stints = null, OrderFacts[]? orders = null) => Domain.Performance.Report.Of(new()
    {
        Readings = readings, Agents = new[] { Zhu, Lan, He }.ToDictionary(a => a, _ => Groups.Presale), Consultations = (stints ?? []).Select(s => new Consultation(s.AgentId, s.Groups, Inquiry.Presale, s.BuyerId, true)),
        ChatSums = sums ?? [], PresaleStints = stints ?? [], Orders = orders ?? [], Applications = [], Tickets = [], Calls = [], Inspections = [],
    }, new(Day, Day, Shanghai));
}
