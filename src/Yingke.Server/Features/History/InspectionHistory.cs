using Microsoft.EntityFrameworkCore;
using Yingke.Domain.History;
using Yingke.Domain.Hotline;
using Yingke.Domain.Quality;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>Inspections as lines of the history format, out and in: a score, of whom, and of which conversation or call.</summary>
internal static class InspectionHistory
{
    private const int PageSize = 500;

    /// <returns>The ids of the agents who occur in them.</returns>
    public static async Task<HashSet<string>> Write(Db db, Guid shopId, Func<HistoryLine, Task> add, CancellationToken cancel)
    {
        var (spoken, after) = (new HashSet<string>(), Guid.Empty);
        while (true)
        {
            var page = await db.Set<Inspection>().Where(i => i.ShopId == shopId && i.Id.CompareTo(after) > 0).OrderBy(i => i.Id).Take(PageSize).ToListAsync(cancel);
            foreach (var line in await Lines(db, shopId, page, cancel))
            {
                spoken.Add(line.Agent);
                await add(line);
            }
            if (page.Count < PageSize)
                return spoken;
            after = page[^1].Id;
        }
    }

    /// <summary>After conversations and calls: what is inspected is in the file or in the shop, and an inspection that the shop has reads the same.</summary>
    public static async Task Check(Db db, Stage stage, Guid shopId, CancellationToken cancel)
    {
        foreach (var page in stage.Pages<InspectionLine>(InspectionLine.Word))
        {
            var stored = await FindSources.Inspections(db, shopId, page.ConvertAll(i => i.Line.Id), cancel);
            var known = (await Lines(db, shopId, [.. stored.Values], cancel)).ToDictionary(l => l.Id);
            var conversations = await FindSources.Conversations(db, shopId, [.. page.Select(i => i.Line.Conversation).OfType<string>().Distinct()], cancel);
            var calls = await FindSources.Calls(db, shopId, [.. page.Select(i => i.Line.Call).OfType<string>().Distinct()], cancel);
            foreach (var (number, line) in page)
            {
                if (known.TryGetValue(line.Id, out var same) && same == line)
                    stage.Skip(number);
                else if (same is not null)
                    stage.Reject(number, "id", "another_inspection");
                else if (line.Call is { } call && !calls.ContainsKey(call) && !stage.Has(CallLine.Word, call))
                    stage.Reject(number, "call", "unknown_call");
                else if (line.Conversation is { } conversation && !conversations.ContainsKey(conversation) && stage.Of(conversation).Count == 0)
                    stage.Reject(number, "conversation", "unknown_conversation");
            }
        }
    }

    /// <summary>After the conversations are written.</summary>
    public static async Task Import(Db db, Stage stage, Guid shopId, CancellationToken cancel)
    {
        var agents = (await StoredLines.Agents(db, shopId, cancel)).ToDictionary(a => a.Value, a => a.Key);
        foreach (var page in stage.Pages<InspectionLine>(InspectionLine.Word))
        {
            var conversations = await FindSources.Conversations(db, shopId, [.. page.Select(i => i.Line.Conversation).OfType<string>().Distinct()], cancel);
            var calls = await FindSources.Calls(db, shopId, [.. page.Select(i => i.Line.Call).OfType<string>().Distinct()], cancel);
            var rows = page.ConvertAll(i => new Inspection
            {
                ShopId = shopId, Id = Guid.CreateVersion7(i.Line.At), ConversationId = i.Line.Conversation is { } id ? conversations[id].Id : null, CallId = i.Line.Call is { } call ? calls[call] : null,
                AgentId = agents[i.Line.Agent], Score = i.Line.Score, At = i.Line.At, SourceId = i.Line.Id,
            });
            await db.InTransaction(() => db.BulkInsert(rows, cancel), cancel);
        }
    }

    private static async Task<List<InspectionLine>> Lines(Db db, Guid shopId, List<Inspection> inspections, CancellationToken cancel)
    {
        if (inspections.Count == 0)
            return [];
        var agents = await StoredLines.Agents(db, shopId, cancel);
        var ids = inspections.Select(i => i.ConversationId).OfType<Guid>().Distinct().ToList();
        var conversations = await db.Set<Domain.Conversations.Conversation>().Where(c => c.ShopId == shopId && ids.Contains(c.Id)).Select(c => new { c.Id, c.SourceId })
            .ToDictionaryAsync(c => c.Id, c => StoredLines.Id(c.SourceId, c.Id), cancel);
        var callIds = inspections.Select(i => i.CallId).OfType<Guid>().Distinct().ToList();
        var calls = await db.Set<Call>().Where(c => c.ShopId == shopId && callIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.SourceId, cancel);
        return inspections.ConvertAll(i => new InspectionLine(
            StoredLines.Id(i.SourceId, i.Id), i.ConversationId is { } id ? conversations[id] : null, i.CallId is { } call ? calls[call] : null, agents[i.AgentId], decimal.Round(i.Score, 6) / 1.000000000000000000000000000000m, i.At));
    }
}
