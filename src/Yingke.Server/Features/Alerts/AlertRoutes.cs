using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Alerts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Tickets;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts.WebPush;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Alerts;

/// <param name="Clock">Of an order, which deadline.</param>
/// <param name="Measure">Of a threshold, which figure; <paramref name="Value"/> what it was, <paramref name="Limit"/> where the limit is.</param>
/// <param name="RecoveredAt">Since when the figure is well again.</param>
internal sealed record AlertView(
    Guid Id, AlertKind Kind, Guid? ConversationId, Guid? SubjectId, string? Name, string? Text, string? Clock, AlertMeasure? Measure, int? Value, int? Limit, DateTimeOffset? RecoveredAt, int? Stars, DateTimeOffset? DueAt,
    DateTimeOffset At)
{
    public static AlertView Of(Alert a) => new(a.Id, a.Kind, a.ConversationId, a.SubjectId, a.Name, a.Text, a.Clock, a.Measure, a.Value, a.Limit, a.RecoveredAt, a.Stars, a.DueAt, a.At);
}

/// <summary>What an agent has not seen yet. An alert is only shown while its conversation may be read.</summary>
internal static class AlertRoutes
{
    private const int AtMost = 100;
    private static readonly TimeSpan Shown = TimeSpan.FromDays(7);

    /// <param name="Off">Kinds that whoever asks does not want on the page: what is told of them is not shown.</param>
    public sealed record AlertList(IReadOnlyList<AlertView> Items, IReadOnlyList<AlertKind> Off);

    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("/alerts").WithTags("alerts").RequireStaff();
        routes.MapGet("/", List);
        routes.MapPut("/{id:guid}/seen", Seen).Produces(204);
        var own = api.MapGroup("/alerts").WithTags("alerts").RequirePerson();
        own.MapGet("/choices", ChooseAlerts.Show);
        own.MapPut("/choices", ChooseAlerts.Choose);
        own.MapPut("/thresholds", ChooseAlerts.Set);
        own.MapGet("/push", Subscriptions.Show);
        own.MapPost("/push/subscriptions", Subscriptions.Add);
        own.MapDelete("/push/subscriptions/{id:guid}", Subscriptions.Remove).Produces(204);
        own.MapPost("/push/test", Subscriptions.Test).Produces(204);
    }

    private static async Task<AlertList> List(HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        var since = time.Now() - Shown;
        var marks = db.Set<AlertMark>().Where(m => m.ShopId == agent.ShopId && m.AgentId == agent.AgentId);
        var alerts = await For(agent, db).Where(a => a.At >= since && !marks.Any(m => m.AlertId == a.Id)).OrderByDescending(a => a.At).Take(AtMost).ToListAsync(cancel);
        var off = await db.Set<AlertChoice>().Where(c => c.ShopId == agent.ShopId && c.AgentId == agent.AgentId && !c.Page).Select(c => c.Kind).ToListAsync(cancel);
        return new(alerts.ConvertAll(AlertView.Of), off);
    }

    private static async Task<IResult> Seen(Guid id, HttpContext http, Db db, TimeProvider time, CancellationToken cancel)
    {
        var agent = http.Agent()!;
        if (!await For(agent, db).AnyAsync(a => a.Id == id, cancel))
            throw Refusal.NotFound();
        if (!await db.Set<AlertMark>().AnyAsync(m => m.ShopId == agent.ShopId && m.AgentId == agent.AgentId && m.AlertId == id, cancel))
        {
            db.Add(new AlertMark { ShopId = agent.ShopId, AgentId = agent.AgentId, AlertId = id, At = time.Now() });
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException twice) when (db.Dialect.UniqueViolation(twice) is not null)
            {
                // Seen in two windows at once.
            }
        }
        return Results.NoContent();
    }

    /// <param name="agent">Who looks.</param>
    /// <param name="db">Where.</param>
    /// <param name="offPage">Also what they want by other ways only.</param>
    public static IQueryable<Alert> For(CurrentAgent agent, Db db, bool offPage = false)
    {
        var (chats, supervises) = (agent.May(Permission.ImChat), agent.May(Permission.ImSupervise));
        var wholeShop = agent.Reach(Permission.ImSupervise) == Scope.All;
        var readable = db.Set<Conversation>().VisibleTo(agent, db);
        var colleagues = db.Set<Agent>().Where(x => x.ShopId == agent.ShopId && x.Company == agent.Company).Select(x => (Guid?)x.Id);
        // What one's own people have: a ticket, or a call-back.
        var ofCompany = db.Set<Ticket>().Where(t => t.ShopId == agent.ShopId && colleagues.Contains(t.AssigneeId ?? t.ResponsibleId)).Select(t => (Guid?)t.Id)
            .Concat(db.Set<Callback>().Where(c => c.ShopId == agent.ShopId && colleagues.Contains(c.AgentId)).Select(c => (Guid?)c.Id));
        var mine = db.Set<Alert>().Where(a => a.ShopId == agent.ShopId && (a.AgentId == null || a.AgentId == agent.AgentId)
            && (a.ConversationId == null ? a.AgentId != null || wholeShop || (supervises && (colleagues.Contains(a.OfAgentId) || ofCompany.Any(id => id == a.SubjectId)))
                : (a.Kind == AlertKind.Mention || (a.Kind == AlertKind.BadRating || a.Kind == AlertKind.ForbiddenPhrase ? supervises : chats)) && readable.Any(c => c.Id == a.ConversationId)));
        return offPage ? mine
            : mine.Where(a => !a.OffPage && !db.Set<AlertChoice>().Any(c => c.ShopId == agent.ShopId && c.AgentId == agent.AgentId && c.Kind == a.Kind && !c.Page));
    }
}

/// <summary>Forgets what nobody looks at any more.</summary>
internal sealed class SweepAlerts(Db db, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task Run(CancellationToken cancel)
    {
        var before = time.Now() - Kept;
        foreach (var shopId in await db.Set<Shop>().Select(s => s.Id).ToListAsync(cancel))
        {
            using var turn = await db.Dialect.EnterWrite(cancel);
            await db.Set<Alert>().Where(a => a.ShopId == shopId && a.At < before).ExecuteDeleteAsync(cancel);
            await db.Set<AlertMark>().Where(m => m.ShopId == shopId && m.At < before).ExecuteDeleteAsync(cancel);
        }
    }
}
