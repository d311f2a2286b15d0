using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Tickets;

/// <summary>Pictures and files of a ticket: sent up before, hung on it with the step that names them, read by whoever handles tickets.</summary>
internal static class TicketFiles
{
    private const int AtMost = 10;

    public static async Task<IReadOnlyList<Guid>?> Attach(Db db, CurrentAgent by, Guid ticketId, IReadOnlyList<Guid>? fileIds, CancellationToken cancel)
    {
        if (fileIds is null or { Count: 0 })
            return null;
        var ids = fileIds.Distinct().ToList();
        var files = await db.Set<StoredFile>().AsTracking().Where(f => f.ShopId == by.ShopId && ids.Contains(f.Id) && f.UploaderId == by.AgentId && f.ConversationId == null && f.SubjectId == null).ToListAsync(cancel);
        if (ids.Count > AtMost || files.Count != ids.Count)
            throw Refusal.Invalid("fileIds", $"at most {AtMost}, your own and not used yet");
        foreach (var file in files)
            (file.SubjectId, file.ReadWith) = (ticketId, Permission.TicketsHandle);
        return ids;
    }
}
