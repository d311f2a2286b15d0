namespace Yingke.Domain.Tickets;

/// <summary>Where a ticket stands.</summary>
public enum TicketState { New, Assigned, Replied, Waiting, Resolved, Closed, Reopened }

/// <summary>What people do to a ticket.</summary>
public enum TicketEvent { Assign, Reply, Wait, Resolve, Close, Reopen }

/// <summary>new → assigned → replied → waiting → resolved → closed, reopened (spec: tickets-hotline.md, Tickets): which event leads where, and why another does not.</summary>
public static class TicketCourse
{
    public static bool IsOver(TicketState state) => state is TicketState.Resolved or TicketState.Closed;

    /// <summary>The next state.</summary>
    /// <exception cref="RuleViolation">The event is not possible now; the code says why.</exception>
    public static TicketState Next(TicketState state, TicketEvent happens) => (state, happens) switch
    {
        (TicketState.Closed, not TicketEvent.Reopen) => throw new RuleViolation("ticket_closed"),
        (TicketState.Resolved, TicketEvent.Close) => TicketState.Closed,
        (TicketState.Resolved or TicketState.Closed, TicketEvent.Reopen) => TicketState.Reopened,
        (TicketState.Resolved, _) => throw new RuleViolation("ticket_resolved"),
        (_, TicketEvent.Close) => throw new RuleViolation("ticket_not_resolved"),
        (_, TicketEvent.Reopen) => throw new RuleViolation("ticket_open"),
        (TicketState.Waiting, TicketEvent.Wait) => throw new RuleViolation("ticket_waiting"),
        (TicketState.New or TicketState.Reopened, TicketEvent.Assign) => TicketState.Assigned,
        // Handing over changes who, not how far it is.
        (_, TicketEvent.Assign) => state,
        (_, TicketEvent.Reply) => TicketState.Replied,
        (_, TicketEvent.Wait) => TicketState.Waiting,
        (_, TicketEvent.Resolve) => TicketState.Resolved,
        _ => throw new ArgumentOutOfRangeException(nameof(happens)),
    };

    /// <summary>What can be done now, for whoever shows buttons.</summary>
    public static IReadOnlyList<TicketEvent> Possible(TicketState state)
    {
        return [.. Enum.GetValues<TicketEvent>().Where(e => May(state, e))];

        static bool May(TicketState state, TicketEvent happens)
        {
            try
            {
                Next(state, happens);
                return true;
            }
            catch (RuleViolation)
            {
                return false;
            }
        }
    }
}
