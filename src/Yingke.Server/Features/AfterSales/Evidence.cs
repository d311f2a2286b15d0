using Microsoft.EntityFrameworkCore;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.AfterSales;

/// <summary>Pictures and files that prove something: sent up as for a message, then hung into the application.</summary>
internal static class Evidence
{
    public sealed record Picture(Guid Id, string Name, string Type, string Url);

    private const int Most = 20;

    /// <summary>Within the open transaction: the uploader's own files that hang nowhere yet.</summary>
    public static async Task<IReadOnlyList<Guid>> Attach(this Db db, Guid shopId, Guid uploaderId, Guid applicationId, IReadOnlyList<Guid>? files, string field, CancellationToken cancel)
    {
        var ids = (files ?? []).Distinct().ToList();
        if (ids.Count > Most)
            throw Refusal.Invalid(field, $"at most {Most}");
        if (ids.Count == 0)
            return [];
        var own = await db.Set<StoredFile>().AsTracking().Where(f => f.ShopId == shopId && ids.Contains(f.Id) && f.UploaderId == uploaderId).ToListAsync(cancel);
        if (own.Count != ids.Count || own.Exists(f => f.ConversationId is not null && f.ConversationId != applicationId))
            throw Refusal.Invalid(field, "no file of yours, or sent elsewhere already");
        foreach (var file in own)
            file.ConversationId = applicationId;
        return ids;
    }

    /// <summary>With a ticket in the address: who may read the application may see its pictures.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Picture>> Pictures(this Db db, FileTickets tickets, Guid shopId, Guid applicationId, CancellationToken cancel) =>
        (await db.Set<StoredFile>().Where(f => f.ShopId == shopId && f.ConversationId == applicationId).ToListAsync(cancel))
        .ToDictionary(f => f.Id, f => new Picture(f.Id, f.Name, f.Type, $"/api/v1/files/{f.Id}?t={Uri.EscapeDataString(tickets.For(shopId, f.Id))}"));
}
