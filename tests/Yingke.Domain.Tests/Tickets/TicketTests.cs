using Yingke.Domain.Tickets;

namespace Yingke.Domain.Tests.Tickets;

/// <summary>spec: tickets-hotline.md, Tickets and Call-backs.</summary>
public sealed class TicketTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly Guid Zhu = Guid.CreateVersion7(), Lan = Guid.CreateVersion7();

    /// <summary>Every state with every event: the next state, or why not.</summary>
    [Theory]
    [InlineData(TicketState.New, "Assigned Replied Waiting Resolved ticket_not_resolved ticket_open")]
    [InlineData(TicketState.Assigned, "Assigned Replied Waiting Resolved ticket_not_resolved ticket_open")]
    [InlineData(TicketState.Replied, "Replied Replied Waiting Resolved ticket_not_resolved ticket_open")]
    [InlineData(TicketState.Waiting, "Waiting Replied ticket_waiting Resolved ticket_not_resolved ticket_open")]
    [InlineData(TicketState.Resolved, "ticket_resolved ticket_resolved ticket_resolved ticket_resolved Closed Reopened")]
    [InlineData(TicketState.Closed, "ticket_closed ticket_closed ticket_closed ticket_closed ticket_closed Reopened")]
    [InlineData(TicketState.Reopened, "Assigned Replied Waiting Resolved ticket_not_resolved ticket_open")]
    public void Each_event_leads_on_or_is_refused_with_its_reason(TicketState state, string expected)
    {
        var outcomes = Enum.GetValues<TicketEvent>().Select(e => Outcome(() => TicketCourse.Next(state, e).ToString()));
        string.Join(' ', outcomes).ShouldBe(expected);
        TicketCourse.Possible(state).ShouldBe(Enum.GetValues<TicketEvent>().Zip(expected.Split(' ')).Where(p => !p.Second.StartsWith("ticket_", StringComparison.Ordinal)).Select(p => p.First));
    }

    [Theory]
    [InlineData("delivery", 60, 60)]
    [InlineData("urgent", 60, 60)]
    [InlineData("sign_off", 1440, 1440)]
    [InlineData("warehouse", 240, 1440)]
    [InlineData("inquiry", 1440, 1440)]
    [InlineData("complaint", 1440, 1440)]
    [InlineData("other", 1440, 1440)]
    public void The_shipped_types_have_their_deadlines_in_real_time(string kind, int reply, int resolve)
    {
        var ticket = Open(kind);
        (ticket.ReplyDueAt, ticket.ResolveDueAt).ShouldBe((Now.AddMinutes(reply), Now.AddMinutes(resolve)));
        // At night and at the weekend just the same.
        var saturday = new DateTimeOffset(2026, 3, 7, 18, 0, 0, TimeSpan.Zero);
        Type(kind).ReplyDue(saturday).ShouldBe(saturday.AddMinutes(reply));
    }

    [Fact]
    public void Whoever_had_it_first_stays_responsible()
    {
        var ticket = Open("warehouse");
        ticket.AssignTo(Zhu, null);
        ticket.AssignTo(null, "仓库");
        ticket.AssignTo(Lan, "仓库");
        (ticket.ResponsibleId, ticket.AssigneeId, ticket.Department).ShouldBe((Zhu, Lan, "仓库"));
        Outcome(() => { ticket.AssignTo(null, null); return ""; }).ShouldBe("invalid");
    }

    [Fact]
    public void The_first_reply_counts_once_and_a_resolution_may_be_it()
    {
        var ticket = Open("delivery");
        ticket.Reply(Zhu, Now.AddMinutes(5)).ShouldBeTrue();
        ticket.Reply(Lan, Now.AddMinutes(6)).ShouldBeFalse();
        (ticket.RepliedAt, ticket.ReplierId).ShouldBe((Now.AddMinutes(5), Zhu));
        var quick = Open("delivery");
        quick.Resolve(Zhu, "已补发", Now.AddMinutes(7)).ShouldBeTrue();
        (quick.RepliedAt, quick.State, quick.Resolution).ShouldBe((Now.AddMinutes(7), TicketState.Resolved, "已补发"));
    }

    [Fact]
    public void Reopened_it_has_its_time_anew_and_keeps_its_first_reply()
    {
        var ticket = Open("warehouse");
        ticket.Resolve(Zhu, "已补发", Now.AddHours(1));
        ticket.Close(Now.AddHours(2));
        ticket.Reopen(Type("warehouse"), Now.AddDays(3));
        (ticket.State, ticket.ResolveDueAt, ticket.RepliedAt, ticket.ClosedAt).ShouldBe((TicketState.Reopened, Now.AddDays(4), Now.AddHours(1), null));
    }

    [Fact]
    public void On_site_nothing_is_resolved_before_somebody_came()
    {
        var ticket = Open("on_site");
        Outcome(() => { ticket.Resolve(Zhu, "修好了", Now); return ""; }).ShouldBe("visit_not_made");
        ticket.State.ShouldBe(TicketState.New);
        ticket.Plan(ticket.Visit! with { ArrivedAt = Now });
        ticket.Resolve(Zhu, "修好了", Now);
        Outcome(() => { Open("delivery").Plan(new Visit()); return ""; }).ShouldBe("not_on_site");
        Outcome(() => { ticket.Plan(new Visit()); return ""; }).ShouldBe("ticket_resolved");
    }

    [Theory]
    [InlineData("2026-03-02T15:30:00Z", false, "2026-03-03")] // Monday 23:30 in Shanghai
    [InlineData("2026-03-06T15:30:00Z", false, "2026-03-07")] // Friday night: Saturday
    [InlineData("2026-03-06T15:30:00Z", true, "2026-03-10")] // … Monday the 9th is a holiday
    [InlineData("2026-03-06T16:00:00Z", false, "2026-03-08")] // 00:00 on Saturday is Saturday's
    [InlineData("2026-03-03T15:30:00Z", true, "2026-03-04")]
    public void Called_back_on_the_next_day_or_the_next_working_day(string at, bool workingDays, string day) =>
        CallbackDay.After(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), workingDays, [new(2026, 3, 9)])
            .ShouldBe(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_call_back_is_done_or_missed_and_late_is_better_than_never()
    {
        var callback = Callback.Plan(Guid.NewGuid(), "k", CallbackCause.Hand, Guid.NewGuid(), Now, Now.AddDays(1), Now);
        callback.Miss().ShouldBeTrue();
        callback.Miss().ShouldBeFalse();
        callback.Complete(Zhu, "补打", null, Now.AddDays(2));
        (callback.State, callback.DoneBy).ShouldBe((CallbackState.Missed, Zhu));
        Outcome(() => { callback.Complete(Zhu, "再打", null, Now.AddDays(3)); return ""; }).ShouldBe("callback_done");
        Outcome(() => { callback.HandTo(Lan); return ""; }).ShouldBe("callback_over");
    }

    private static TicketType Type(string kind) => TicketType.Shipped.Single(t => t.Key == kind);

    private static Ticket Open(string kind) => Ticket.Open(Guid.NewGuid(), 1, Type(kind), TicketPriority.Normal, "少发一盒", null, Now);

    private static string Outcome(Func<string> act)
    {
        try
        {
            return act();
        }
        catch (RuleViolation refused)
        {
            return refused.Code;
        }
    }
}
