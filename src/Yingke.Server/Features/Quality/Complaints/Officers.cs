using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Complaints;

/// <summary>Who decides complaints, and which of them: never those about themselves.</summary>
internal static class Officers
{
    /// <summary>The officers of the shop but for the agent concerned; those whose post it is come before the owner.</summary>
    public static async Task<List<Guid>> For(Db db, Guid shopId, Guid? concerned, CancellationToken cancel)
    {
        var posts = (await db.Set<Post>().Where(p => p.ShopId == shopId).ToListAsync(cancel)).Where(p => p.Permissions.ContainsKey(Permission.ComplaintsDecide)).Select(p => p.Id).ToList();
        return await db.Set<Agent>().Where(a => a.ShopId == shopId && a.SuspendedAt == null && a.Id != concerned && (a.IsOwner || posts.Contains(a.PostId)))
            .OrderBy(a => a.IsOwner).ThenBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
    }

    /// <summary>For the agent concerned there is no such complaint, whatever their rights.</summary>
    public static IQueryable<Complaint> VisibleTo(this IQueryable<Complaint> complaints, CurrentAgent agent) =>
        complaints.Where(c => c.ShopId == agent.ShopId && (c.AgentId == null || c.AgentId != agent.AgentId));

    /// <summary>Within the open transaction: the complaint as it is now.</summary>
    public static void Step(this Db db, Complaint c, ComplaintStepKind kind, Guid? by, string byName, string? bearerName, DateTimeOffset at) => db.Add(new ComplaintStep
    {
        ShopId = c.ShopId, Id = Guid.CreateVersion7(at), ComplaintId = c.Id, At = at, ById = by, ByName = byName, Kind = kind,
        Details = JsonSerializer.Serialize(new Revision(c.Grade, c.SaysOutside, c.Contacted, c.Bearer, bearerName, c.Fen, c.Reason, c.Answer), Stored.Json),
    });

    public static async Task<ComplaintSettings> ComplaintSettings(this Db db, Guid shopId, CancellationToken cancel) =>
        await db.Set<ComplaintSettings>().SingleOrDefaultAsync(s => s.ShopId == shopId, cancel) ?? new() { ShopId = shopId };
}
