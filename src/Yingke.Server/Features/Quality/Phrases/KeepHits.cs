using System.Text.Json;
using Yingke.Domain.Quality;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Alerts;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Quality.Phrases;

/// <summary>What was sent all the same becomes rows for inspection; supervisors are alerted of it and of what was refused (design: workbench.md 37).</summary>
internal sealed class KeepHits(Db db, RaiseAlerts alerts, ShopDirectory shops)
{
    public static readonly string[] Facts = [WatchPhrases.Sent, WatchPhrases.Refused];

    public async Task React(Fact fact, Aftermath aftermath, CancellationToken cancel)
    {
        var said = JsonSerializer.Deserialize<WatchPhrases.Said>(fact.Details!, Stored.Json)!;
        if (fact.Type == WatchPhrases.Sent)
            db.AddRange(WatchPhrases.Rows(fact.ShopId, fact.SubjectId, HitOutcome.Sent, said, fact.At));
        var grave = said.Hits.Where(h => h.Severity != PhraseSeverity.Mark).Select(h => h.Phrase).Distinct().ToList();
        if (grave.Count == 0)
            return;
        await alerts.Raise(new Alert
        {
            ShopId = fact.ShopId, Id = Guid.CreateVersion7(fact.At), Key = $"phrase:{fact.Type}:{fact.SubjectId}:{said.AgentId}:{said.ClientId}", Kind = AlertKind.ForbiddenPhrase, ConversationId = fact.SubjectId,
            Name = (await shops.Names(fact.ShopId, cancel)).GetValueOrDefault(said.AgentId), Text = string.Join('、', grave.Take(5)), At = fact.At,
        }, await alerts.Supervisors(fact.ShopId, said.AgentId, cancel), aftermath, cancel);
    }
}
