using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

internal sealed record AuditActor(string Kind, string Name);

internal sealed record AuditItem(Guid Id, DateTimeOffset At, AuditActor Actor, string? Address, string Action, string Subject, JsonElement? Old, JsonElement? New);

/// <summary>The audit log, newest first.</summary>
internal static class FindAudit
{
    /// <param name="actor">A part of the actor's name.</param>
    /// <param name="action">An action, or what it begins with: <c>agent</c> finds all that was done to accounts.</param>
    public static async Task<Page<AuditItem>> Handle(
        HttpContext http, Db db, CancellationToken cancel,
        string? actor = null, string? action = null, DateTimeOffset? from = null, DateTimeOffset? to = null, Guid? before = null, int limit = 50)
    {
        var (shopId, size) = (http.Agent()!.ShopId, Paging.Limit(limit, 200));
        if (actor is { Length: > 60 })
            throw Refusal.Invalid("actor");
        if (action is { Length: > 60 })
            throw Refusal.Invalid("action");
        var records = db.Set<AuditRecord>().Where(r => r.ShopId == shopId);
        if (!string.IsNullOrWhiteSpace(actor))
            records = records.Where(r => r.ActorName.Contains(actor.Trim()));
        if (!string.IsNullOrWhiteSpace(action))
            records = records.Where(r => r.Action == action || r.Action.StartsWith(action + "."));
        if (from is { } since)
            records = records.Where(r => r.At >= since);
        if (to is { } until)
            records = records.Where(r => r.At < until);
        if (before is { } cursor)
            records = records.Where(r => r.Id.CompareTo(cursor) < 0);
        var found = await records.OrderByDescending(r => r.Id).Take(size + 1).ToListAsync(cancel);
        return Paging.Of(found.ConvertAll(View), size, r => r.Id);
    }

    private static AuditItem View(AuditRecord r) =>
        new(r.Id, r.At, new(r.ActorKind, r.ActorName), r.Address, r.Action, r.Subject, Json(r.Old), Json(r.New));

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
