using FsCheck;
using FsCheck.Fluent;
using Yingke.Domain.Hotline;

namespace Yingke.Domain.Tests.Hotline;

/// <summary>spec: tickets-hotline.md, 400 hotline: reports in any order, as often as the exchange likes.</summary>
public sealed class CallTests
{
    private static readonly DateTimeOffset T = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly Guid Tong = Guid.Parse("00000000-0000-7000-8000-000000000801");
    private static readonly Guid Lan = Guid.Parse("00000000-0000-7000-8000-000000000802");

    [Fact]
    public void A_call_goes_from_queue_to_telephone_to_talk_to_its_end()
    {
        var call = Call.Meet(Guid.Empty, "c1", CallSource.Webhook, T);
        void Then(CallEvent report, CallState state, params Guid[] engaged)
        {
            call.Hear(report, T).ShouldBeTrue();
            call.State.ShouldBe(state);
            call.Engaged().ShouldBe(engaged, ignoreOrder: true);
        }

        Then(Queued(0) with { Phone = "13800001000", Line = "4008001000" }, CallState.Queued);
        Then(Rings(5, "801"), CallState.Ringing, Tong);
        Then(Answers(12, "801"), CallState.Talking, Tong);
        Then(Ends(90) with { RecordingUrl = "https://pbx.example.cn/1.mp3" }, CallState.Answered);
        Then(Says(95, CallSurvey.Satisfied), CallState.Answered);
        (call.QueuedAt, call.RingingAt, call.AnsweredAt, call.EndedAt, call.AgentId, call.Survey).ShouldBe((T, At(5), At(12), At(90), Tong, CallSurvey.Satisfied));
        (call.Phone, call.Line, call.RecordingUrl).ShouldBe(("13800001000", "4008001000", "https://pbx.example.cn/1.mp3"));
    }

    [Fact]
    public void Nobody_rung_is_abandoned_somebody_rung_is_missed()
    {
        Of(Queued(0), Ends(50)).State.ShouldBe(CallState.Abandoned);
        var missed = Of(Queued(0), Rings(5, "801"), Ends(50));
        (missed.State, missed.AgentId, missed.RingingAt, missed.AnsweredAt).ShouldBe((CallState.Missed, Tong, At(5), null));
    }

    [Fact]
    public void Of_several_whom_it_rang_for_it_is_the_one_who_answered_with_the_ring_that_was_answered()
    {
        var call = Of(Queued(0), Rings(5, "801"), Rings(25, "802"), Rings(45, "801"), Answers(48, "801"), Ends(60));
        (call.AgentId, call.RingingAt, call.AnsweredAt).ShouldBe((Tong, At(45), At(48)));
        var nobody = Of(Queued(0), Rings(5, "801"), Rings(25, "802"), Ends(60));
        (nobody.AgentId, nobody.RingingAt, nobody.State).ShouldBe((Lan, At(25), CallState.Missed));
    }

    [Fact]
    public void A_group_rings_together_and_one_who_was_given_up_is_free_again()
    {
        var call = Of(Queued(0), Rings(5, "801"), Rings(6, "802"));
        call.Engaged().ShouldBe([Tong, Lan], ignoreOrder: true);
        Of(Queued(0), Rings(5, "801"), Rings(25, "802")).Engaged().ShouldBe([Lan]);
        Of(Queued(0), Rings(5, "801"), Rings(6, "802"), Answers(9, "802")).Engaged().ShouldBe([Lan]);
        Of(Queued(0), Rings(5, "801"), Ends(9)).Engaged().ShouldBeEmpty();
    }

    [Fact]
    public void A_person_answers_not_the_menu_and_not_a_telephone_that_nobody_has()
    {
        var menu = Of(Queued(0), Answers(1, null), Rings(5, "801"), Answers(12, "801"), Ends(60));
        (menu.AgentId, menu.AnsweredAt, menu.RingingAt).ShouldBe((Tong, At(12), At(5)));
        var stranger = Of(Queued(0), Rings(5, "801"), Rings(5, "999"), Answers(9, "999"), Ends(60));
        (stranger.AgentId, stranger.AnsweredAt, stranger.State).ShouldBe((null, At(9), CallState.Answered));
        Of(Queued(0), Rings(5, "801"), Answers(9, null), Ends(60)).AgentId.ShouldBe(Tong, "an answer that names no telephone was at the one that rang");
    }

    [Fact]
    public void What_comes_late_or_never_leaves_what_is_known()
    {
        var call = Of(Answers(12, "801"));
        (call.State, call.QueuedAt, call.RingingAt).ShouldBe((CallState.Talking, At(12), null));
        call.Hear(Ends(30), T).ShouldBeTrue();
        call.Hear(Queued(0), T).ShouldBeTrue();
        (call.State, call.QueuedAt).ShouldBe((CallState.Answered, At(0)));
    }

    [Fact]
    public void The_same_report_is_the_same_though_the_telephone_has_another_owner_by_now()
    {
        var call = Of(Queued(0), Answers(12, "801"), Ends(30));
        call.Hear(Answers(12, "801") with { AgentId = Lan }, T).ShouldBeFalse();
        call.AgentId.ShouldBe(Tong);
    }

    [Fact]
    public void An_exchange_that_never_stops_does_not_fill_the_row()
    {
        var call = Call.Meet(Guid.Empty, "c1", CallSource.Webhook, T);
        for (var i = 0; i < Call.MostEvents; i++)
            call.Hear(Rings(i, "801"), T).ShouldBeTrue();
        call.Hear(Ends(9999), T).ShouldBeFalse();
        call.Heard.Count.ShouldBe(Call.MostEvents);
    }

    /// <summary>All orders, repetitions included: what is known in the end is the same.</summary>
    [Fact]
    public void Any_order_and_any_repetition_come_to_the_same() => Prop.ForAll(
        Gen.Two(Gen.Choose(1, int.MaxValue)).ToArbitrary(), seeds =>
        {
            var chance = new Random(seeds.Item1);
            var reports = Enumerable.Range(0, chance.Next(1, 9)).Select(_ => Some(chance)).ToList();
            var straight = Of([.. reports]);
            var shuffled = reports.Concat(reports.Where(_ => chance.Next(2) == 0)).ToArray();
            new Random(seeds.Item2).Shuffle(shuffled);
            var other = Of(shuffled);
            return Told(straight) == Told(other) && straight.Heard.SequenceEqual(other.Heard) && straight.Engaged().SequenceEqual(other.Engaged());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    /// <summary>What was said of a call that is over is said of it for ever: no late report makes it go on.</summary>
    [Fact]
    public void A_call_that_is_over_stays_over() => Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), seed =>
    {
        var chance = new Random(seed);
        var call = Of(Queued(0), Ends(chance.Next(100)));
        for (var i = 0; i < 6; i++)
            call.Hear(Some(chance), T);
        return call is { IsOver: true, State: CallState.Answered or CallState.Missed or CallState.Abandoned } && call.Engaged().Count == 0;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static CallEvent Some(Random chance)
    {
        var (second, extension) = (chance.Next(100), new[] { "801", "802", "999", null }[chance.Next(4)]);
        var report = chance.Next(5) switch { 0 => Queued(second), 1 => Rings(second, extension), 2 => Answers(second, extension), 3 => Ends(second), _ => Says(second, (CallSurvey)chance.Next(3)) };
        return chance.Next(3) == 0 ? report with { Phone = "1380000100" + chance.Next(3), RecordingUrl = chance.Next(2) == 0 ? "https://pbx.example.cn/" + second : null } : report;
    }

    private static string Told(Call c) => (c.State, c.QueuedAt, c.RingingAt, c.AnsweredAt, c.EndedAt, c.AgentId, c.Survey, c.Phone, c.RecordingUrl).ToString();

    private static Call Of(params CallEvent[] reports)
    {
        var call = Call.Meet(Guid.Empty, "c1", CallSource.Webhook, T);
        foreach (var report in reports)
            call.Hear(report, T);
        return call;
    }

    private static DateTimeOffset At(int second) => T.AddSeconds(second);

    private static CallEvent Queued(int second) => new(CallEventKind.Queued, At(second));

    private static CallEvent Rings(int second, string? extension) => new(CallEventKind.Ringing, At(second)) { Extension = extension, AgentId = Owner(extension) };

    private static CallEvent Answers(int second, string? extension) => new(CallEventKind.Answered, At(second)) { Extension = extension, AgentId = Owner(extension) };

    private static CallEvent Ends(int second) => new(CallEventKind.Ended, At(second));

    private static CallEvent Says(int second, CallSurvey survey) => new(CallEventKind.Survey, At(second)) { Survey = survey };

    private static Guid? Owner(string? extension) => extension switch { "801" => Tong, "802" => Lan, _ => null };
}
