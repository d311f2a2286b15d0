using System.Text.Json;
using Yingke.Domain.Routing;

namespace Yingke.Domain.Tests.Routing;

public sealed class GoldenDecisionsTests
{
    [Fact]
    public void Every_golden_decision_comes_out()
    {
        var cases = Golden.Cases("routing-decisions.json");
        cases.Length.ShouldBeGreaterThan(0);
        var wrong = new List<string>();
        foreach (var (@case, i) in cases.Select((c, i) => (c, i)))
        {
            var expected = @case.GetProperty("expect").EnumerateObject().Single();
            var actual = Decide(@case);
            var said = actual.Outcome switch
            {
                Outcome.Assign => ("assign", actual.AgentId),
                Outcome.Queue => ("queue", null),
                _ => ("offline_message", null),
            };
            var wanted = (expected.Name, expected.Name == "assign" ? expected.Value.GetString() : null);
            if (said != wanted)
            {
                wrong.Add($"{i}: {said} instead of {wanted}: {@case}");
            }
        }

        wrong.ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Length} decisions");
    }

    [Fact]
    public void Everyone_else_is_passed_over_exactly_once()
    {
        foreach (var @case in Golden.Cases("routing-decisions.json"))
        {
            var decision = Decide(@case);
            var all = @case.GetProperty("agents").EnumerateArray().Select(a => a.GetProperty("id").GetString()!);
            decision.PassedOver.Select(p => p.AgentId).Concat(decision.AgentId is { } id ? [id] : Array.Empty<string>())
                .ShouldBe(all, ignoreOrder: true);
        }
    }

    private static RoutingDecision Decide(JsonElement @case) => RoutingDecision.Choose(
        [.. @case.GetProperty("agents").EnumerateArray().Select(GoldenSeats.Seat)],
        GoldenSeats.Inquiry(@case),
        @case.GetProperty("recent") is { ValueKind: JsonValueKind.Object } recent
            ? new RecentAgent(recent.GetProperty("agent").GetString()!, GoldenSeats.Instant(recent.GetProperty("at")))
            : null,
        GoldenSeats.Instant(@case.GetProperty("now")));
}
