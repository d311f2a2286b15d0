using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Inspections;

/// <summary>The scores that figures read, worked out anew from the revisions, which nobody can change: each inspection's last one stands, on the day of its result.</summary>
internal sealed class RebuildScores(Db db)
{
    private const int AtOnce = 500;

    /// <returns>How many scores there are.</returns>
    public async Task<int> Run(Guid shopId, CancellationToken cancel)
    {
        var (after, count) = (Guid.Empty, 0);
        while (true)
        {
            var page = await db.Set<InspectionTask>().Where(t => t.ShopId == shopId && t.SubmittedAt != null && t.Id.CompareTo(after) > 0).OrderBy(t => t.Id).Take(AtOnce).ToListAsync(cancel);
            if (page.Count == 0)
                return count;
            (after, count) = (page[^1].Id, count + page.Count);
            var ids = page.ConvertAll(t => t.Id);
            await db.InTransaction(async () =>
            {
                var last = (await db.Set<InspectionRevision>().Where(r => r.ShopId == shopId && ids.Contains(r.TaskId)).Select(r => new { r.TaskId, r.Number, r.Millionths, r.At }).ToListAsync(cancel)).ToLookup(r => r.TaskId);
                var stored = await db.Set<Inspection>().AsTracking().Where(i => i.ShopId == shopId && ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancel);
                foreach (var task in page)
                {
                    var revisions = last[task.Id].OrderBy(r => r.Number).ToList();
                    if (!stored.TryGetValue(task.Id, out var score))
                        db.Add(score = new() { ShopId = shopId, Id = task.Id, ConversationId = task.ConversationId, CallId = task.CallId, AgentId = task.AgentId, At = revisions[0].At });
                    score.Become(revisions[^1].Millionths);
                }
            }, cancel);
            db.ChangeTracker.Clear();
        }
    }
}
