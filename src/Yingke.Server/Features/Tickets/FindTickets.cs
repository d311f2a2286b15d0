using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Deadlines;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

internal enum TicketView { Open, Mine, Unassigned, Overdue, Over, All }

internal sealed record TicketCounts(int Open, int Mine, int Unassigned, int Overdue);

/// <summary>Looking for tickets, newest first.</summary>
internal static class FindTickets
{
    private static readonly TicketState[] Over = [TicketState.Resolved, TicketState.Closed];

    public static async Task<Page<TicketRow>> Handle(
        HttpContext http, Db db, TicketViews views, TimeProvider time, CancellationToken cancel, Word<TicketView>? view = null, Word<TicketState>? state = null, string? kind = null, string? department = null,
        Guid? assigneeId = null, Guid? buyerId = null, Guid? subjectId = null, string? q = null, Guid? before = null, int limit = 50)
    {
        var agent = http.Agent()!;
        var size = Paging.Limit(limit, 200);
        if (q is { Length: > 100 })
            throw Refusal.Invalid("q");
        var some = In(db, agent, view?.Value ?? TicketView.All, time.Now());
        if (state is { Value: var standing })
            some = some.Where(t => t.State == standing);
        if (kind is not null)
            some = some.Where(t => t.Kind == kind);
        if (department is not null)
            some = some.Where(t => t.Department == department);
        if (assigneeId is not null)
            some = some.Where(t => t.AssigneeId == assigneeId);
        if (buyerId is not null)
            some = some.Where(t => t.BuyerId == buyerId);
        if (subjectId is not null)
            some = some.Where(t => t.SubjectId == subjectId);
        if (!string.IsNullOrWhiteSpace(q))
            some = Matching(some, db, agent.ShopId, q.Trim());
        if (before is { } cursor)
            some = some.Where(t => t.Id.CompareTo(cursor) < 0);
        var found = await some.OrderByDescending(t => t.Id).Take(size + 1).ToListAsync(cancel);
        var page = Paging.Of(found, size, t => t.Id);
        return new(await views.Rows(agent.ShopId, page.Items, cancel), page.Next);
    }

    public static async Task<TicketCounts> Count(HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var (agent, now) = (http.Agent()!, time.Now());
        Task<int> In(TicketView view) => FindTickets.In(db, agent, view, now).CountAsync(cancel);
        return new(await In(TicketView.Open), await In(TicketView.Mine), await In(TicketView.Unassigned), await In(TicketView.Overdue));
    }

    private static IQueryable<Ticket> In(Db db, CurrentAgent agent, TicketView view, DateTimeOffset now)
    {
        var tickets = db.Set<Ticket>().Where(t => t.ShopId == agent.ShopId);
        var me = agent.AgentId;
        return view switch
        {
            TicketView.Open => tickets.Where(t => !Over.Contains(t.State)),
            TicketView.Mine => tickets.Where(t => !Over.Contains(t.State) && (t.AssigneeId == me || t.ResponsibleId == me)),
            TicketView.Unassigned => tickets.Where(t => !Over.Contains(t.State) && t.AssigneeId == null),
            TicketView.Overdue => tickets.Where(t => !Over.Contains(t.State)
                && db.Set<DueClock>().Any(c => c.ShopId == agent.ShopId && c.SubjectId == t.Id && c.EndedAt == null && c.DueAt <= now)),
            TicketView.Over => tickets.Where(t => Over.Contains(t.State)),
            _ => tickets,
        };
    }

    /// <summary>A number, words of the title, the buyer's name, or what it is about.</summary>
    private static IQueryable<Ticket> Matching(IQueryable<Ticket> tickets, Db db, Guid shopId, string words)
    {
        var number = long.TryParse(words.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
        var pattern = "%" + words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
        var buyers = db.Set<Buyer>().Where(b => b.ShopId == shopId && EF.Functions.Like(b.Name, pattern, @"\")).Select(b => (Guid?)b.Id);
        return tickets.Where(t => t.Number == number || EF.Functions.Like(t.Title, pattern, @"\") || t.Subject == words || buyers.Contains(t.BuyerId));
    }
}
