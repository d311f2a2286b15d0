using FsCheck;
using FsCheck.Fluent;
using Yingke.Domain.Routing;
using Outcome = Yingke.Domain.Routing.Outcome;

namespace Yingke.Domain.Tests.Routing;

/// <summary>Single decisions against the slow model, and explanations against the words of the specification.</summary>
public sealed class DecisionProperties
{
    private const int Trials = 2_000;

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void The_decision_is_the_slow_models_and_every_reason_is_true()
    {
        var reasons = new SortedDictionary<PassedOver, int>();
        var outcomes = new SortedDictionary<Outcome, int>();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Trials), Prop.ForAll(DeskProperties.Courses(), course =>
        {
            var step = course.Steps.Count > 0 ? course.Steps[0] : new DeskProperties.Step(0, 1, 7, 0);
            var w = DeskPair.Waiting(step, 1, course.Agents, Now);
            var slow = new SlowDesk(course.Agents, course.Policy);
            var decision = RoutingDecision.Choose([.. course.Agents], w.Inquiry, w.Recent, Now);
            outcomes[decision.Outcome] = outcomes.GetValueOrDefault(decision.Outcome) + 1;
            var chosen = SlowDesk.Choose(slow, w, Now);
            decision.AgentId.ShouldBe(chosen?.Id);
            decision.Outcome.ShouldBe(
                chosen is not null ? Outcome.Assign
                : course.Agents.Any(a => a.CanChat && a.Presence != Presence.Offline) ? Outcome.Queue : Outcome.OfflineMessage);
            decision.PassedOver.Count.ShouldBe(course.Agents.Count - (chosen is null ? 0 : 1));
            foreach (var (id, because) in decision.PassedOver)
            {
                reasons[because] = reasons.GetValueOrDefault(because) + 1;
                IsTrue(because, course.Agents.Single(a => a.Id == id), chosen, w, slow).ShouldBeTrue($"{id} {because}");
            }
        }));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Trials} decisions: {string.Join(", ", outcomes)}; {string.Join(", ", reasons)}");
        reasons.Keys.ShouldBe(Enum.GetValues<PassedOver>());
        outcomes.Keys.ShouldBe(Enum.GetValues<Outcome>());
    }

    private static bool IsTrue(PassedOver because, AgentSeat a, AgentSeat? chosen, Waiting w, SlowDesk slow)
    {
        var mightTake = SlowDesk.Eligible(a) && (a.Weight > 0 || SlowDesk.IsRecent(a, w, Now));
        var sameKind = chosen is not null && a.Presence == chosen.Presence && slow.Fits(a, w) == slow.Fits(chosen, w) && !SlowDesk.IsRecent(chosen, w, Now);
        var sameLoad = chosen is not null && a.Weight > 0 && (decimal)a.Open * chosen.Weight == (decimal)chosen.Open * a.Weight;
        return because switch
        {
            PassedOver.ImOff => !a.CanChat,
            PassedOver.Offline => a.Presence == Presence.Offline,
            PassedOver.OnCall => a.OnCall,
            PassedOver.Full => a.Open >= a.Capacity,
            PassedOver.WeightZero => a.Weight == 0 && !mightTake && SlowDesk.Eligible(a),
            PassedOver.LaterTier => mightTake && chosen is not null && !sameKind,
            PassedOver.HigherLoad => mightTake && sameKind && !sameLoad,
            PassedOver.AssignedLater => mightTake && sameKind && sameLoad && a.LastAssigned > (chosen!.LastAssigned ?? DateTimeOffset.MinValue),
            PassedOver.LargerId => mightTake && sameKind && sameLoad && a.LastAssigned == chosen!.LastAssigned && string.CompareOrdinal(a.Id, chosen.Id) > 0,
            _ => false,
        };
    }
}
