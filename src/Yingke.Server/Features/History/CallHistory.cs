using Microsoft.EntityFrameworkCore;
using Yingke.Domain.History;
using Yingke.Domain.Hotline;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Hotline;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>Calls as lines of the history format, out and in; one that goes on yet has no line, for the format knows only those that are over.</summary>
internal static class CallHistory
{
    private const int PageSize = 500;

    /// <returns>The ids of the agents who occur in them.</returns>
    public static async Task<HashSet<string>> Write(Db db, Guid shopId, Func<HistoryLine, Task> add, CancellationToken cancel)
    {
        var (names, spoken, after) = (await StoredLines.Agents(db, shopId, cancel), new HashSet<string>(), Guid.Empty);
        while (true)
        {
            var page = await db.Set<Call>().Where(c => c.ShopId == shopId && c.Id.CompareTo(after) > 0).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancel);
            foreach (var line in page.Where(c => c.IsOver).Select(c => Of(c, names)))
            {
                if (line.Agent is { } agent)
                    spoken.Add(agent);
                await add(line);
            }
            if (page.Count < PageSize)
                return spoken;
            after = page[^1].Id;
        }
    }

    /// <summary>A call that the shop has reads the same, or the file tells another story of it; its agent is one whom somebody knows.</summary>
    public static async Task Check(Db db, Stage stage, Guid shopId, HashSet<string> agents, CancellationToken cancel)
    {
        var all = agents.Concat(stage.Pages<AgentLine>(AgentLine.Word).SelectMany(page => page).Select(a => a.Line.Id)).ToHashSet();
        var names = await StoredLines.Agents(db, shopId, cancel);
        foreach (var page in stage.Pages<CallLine>(CallLine.Word))
        {
            var ids = page.ConvertAll(c => c.Line.Id);
            var known = await db.Set<Call>().Where(c => c.ShopId == shopId && ids.Contains(c.SourceId)).ToDictionaryAsync(c => c.SourceId, cancel);
            foreach (var (number, line) in page)
            {
                if (known.TryGetValue(line.Id, out var stored))
                {
                    if (stored.IsOver && Of(stored, names) == line)
                        stage.Skip(number);
                    else
                        stage.Reject(number, "id", "another_call");
                }
                else if (line.Agent is { } agent && !all.Contains(agent))
                {
                    stage.Reject(number, "agent", "unknown_agent");
                }
            }
        }
    }

    public static async Task Import(Db db, Stage stage, Shop shop, CancellationToken cancel)
    {
        var agents = (await StoredLines.Agents(db, shop.Id, cancel)).ToDictionary(a => a.Value, a => a.Key);
        var callers = new Dictionary<string, Guid?>();
        foreach (var page in stage.Pages<CallLine>(CallLine.Word))
        {
            await db.InTransaction(async () =>
            {
                foreach (var (_, line) in page)
                {
                    var call = Call.Remember(
                        shop.Id, line.Id, line.Agent is { } agent ? agents[agent] : null, line.QueuedAt, line.RingingAt, line.AnsweredAt, line.EndedAt,
                        line.Survey is { } survey ? EnumConverters.Parse<CallSurvey>(survey) : null, line.Phone);
                    if (line.Phone is { } phone && !callers.ContainsKey(phone))
                        callers[phone] = await FindCallers.Only(db, shop.Id, phone, cancel);
                    if (line.Phone is { } number && callers[number] is { } buyer)
                        call.LinkTo(buyer);
                    db.Add(call);
                }
            }, cancel);
            db.ChangeTracker.Clear();
        }
    }

    private static CallLine Of(Call call, Dictionary<Guid, string> names) => new(
        call.SourceId, call.AgentId is { } agent ? names.GetValueOrDefault(agent) : null, call.QueuedAt, call.RingingAt, call.AnsweredAt, call.EndedAt!.Value,
        call.Survey is { } survey ? EnumConverters.Text(survey) : null, call.Phone);
}
