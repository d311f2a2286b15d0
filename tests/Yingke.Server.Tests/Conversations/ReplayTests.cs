using System.Globalization;
using System.Text.Json;
using Yingke.Domain.Accounts;
using Yingke.Domain.Conversations;
using Yingke.Domain.Routing;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Conversations;

/// <summary>Three hundred real talks through the public API, twenty agents at work: every message arrives once, on both sides, and the counts are the expected ones.</summary>
public sealed class ReplayTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int Agents = 20;
    private const int AtOnce = 40;

    [Fact]
    public async Task Real_talks_arrive_word_for_word_and_count_as_expected()
    {
        var folder = Environment.GetEnvironmentVariable("YINGKE_DATASETS") is { Length: > 0 } named ? Path.Combine(named, "jddc_chat") : null;
        Assert.SkipUnless(Directory.Exists(folder), "YINGKE_DATASETS names no folder with jddc_chat.");
        var talks = File.ReadLines(Path.Combine(folder!, "dev_messages.tsv")).Skip(1).Select(l => l.Split('\t')).GroupBy(c => c[0])
            .Select(g => (Session: g.Key, Lines: g.Select(c => (ByAgent: c[2] == "1", Transfer: c[3] == "1", Text: c[6])).ToList())).ToList();
        var expected = File.ReadLines(Path.Combine(folder!, "dev_kpi_expected.tsv")).Skip(1).Select(l => l.Split('\t')).ToDictionary(c => c[0], c => string.Join(' ', c[1..9]));
        var shop = await TestShop.Open(server.Host, staff: []);
        var people = Enumerable.Range(1, Agents).Select(i => new Person($"agent{i}", $"客服{i:00}", BuiltInPosts.Presale, Groups.Presale | Groups.Aftersale, true)).ToArray();
        await shop.Hire(people);
        var desks = new Dictionary<Guid, (AgentClient Agent, HubProbe Desk)>();
        foreach (var person in people)
        {
            var agent = await shop.OnDuty(person);
            desks[agent.Id] = (agent, await agent.Connect());
        }

        var counted = new Dictionary<string, string>();
        await Parallel.ForEachAsync(talks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (talk, _) =>
        {
            var counts = await Replay(shop, desks, talk.Lines);
            lock (counted)
                counted[talk.Session] = counts;
        });

        foreach (var (_, desk) in desks.Values)
            await desk.DisposeAsync();
        counted.Where(c => expected[c.Key] != c.Value).Select(c => $"{c.Key}: {c.Value} instead of {expected[c.Key]}").ShouldBeEmpty();
        counted.Count.ShouldBe(expected.Count);
        var total = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllBytesAsync(Path.Combine(folder!, "dev_kpi_total.json")));
        string[] names = ["messages", "customer_messages", "agent_messages", "agent_chars", "customer_turns", "answered_turns", "ended_unanswered", "transfer"];
        for (var i = 0; i < names.Length; i++)
            counted.Values.Sum(c => int.Parse(c.Split(' ')[i], CultureInfo.InvariantCulture)).ShouldBe(total.GetProperty(names[i]).GetInt32(), names[i]);
    }

    /// <summary>One talk from inflow to close; its counts, taken from the stored log after it was compared with what both sides were pushed.</summary>
    private static async Task<string> Replay(TestShop shop, Dictionary<Guid, (AgentClient Agent, HubProbe Desk)> desks, List<(bool ByAgent, bool Transfer, string Text)> lines)
    {
        var buyer = await shop.Buyer();
        await using var window = await buyer.Connect();
        var id = (await buyer.Open()).Id;
        var serving = desks[(await shop.Owner.Conversation(id)).Row.Agent!.Id];
        foreach (var (byAgent, transfer, text) in lines)
        {
            if (transfer && !(await shop.Owner.Log(id)).Entries.Any(e => e.Kind == "transferred"))
            {
                var other = desks.Values.First(d => d.Agent.Id != serving.Agent.Id);
                (await serving.Agent.Transfer(id, new { agentId = other.Agent.Id })).Ok();
                serving = other;
            }
            (byAgent ? await serving.Agent.Insist(id, text) : await buyer.Send(id, text)).Ok();
        }
        var log = await shop.Owner.Log(id);
        var stored = log.Entries.Where(e => e.Kind == "text" && e.From != Sender.System).ToList();
        stored.Select(e => (e.From == Sender.Agent, e.Text)).ShouldBe(lines.Select(l => (l.ByAgent, (string?)l.Text)));
        Pushed(await window.EntriesUpTo(id, log.Head)).ShouldBe(stored.Select(e => (e.Seq, e.Text)));
        var atDesks = desks.Values.SelectMany(d => Pushed(d.Desk.Entries(id))).OrderBy(e => e.Seq).ToList();
        if (atDesks.Count < stored.Count)
            await serving.Desk.EntriesUpTo(id, stored[^1].Seq);
        desks.Values.SelectMany(d => Pushed(d.Desk.Entries(id))).OrderBy(e => e.Seq).ShouldBe(stored.Select(e => (e.Seq, e.Text)));
        var transfers = log.Entries.Count(e => e.Kind == "transferred");
        (await serving.Agent.Close(id)).Ok();
        return Counts([.. stored.Select(e => (e.From == Sender.Agent, e.Text!))], transfers);
    }

    private static IEnumerable<(long Seq, string? Text)> Pushed(IEnumerable<JsonElement> entries) =>
        entries.Where(e => e.GetProperty("kind").GetString() == "text" && e.GetProperty("from").GetString() != "system").Select(e => (e.GetProperty("seq").GetInt64(), e.GetProperty("text").GetString()));

    /// <summary>messages, of the buyer, of agents, characters of agents, turns of the buyer, answered ones, whether the end was left unanswered, transfers.</summary>
    private static string Counts(List<(bool ByAgent, string Text)> messages, int transfers)
    {
        var turns = messages.Where((m, i) => !m.ByAgent && (i == 0 || messages[i - 1].ByAgent)).Count();
        var unanswered = messages.Count > 0 && !messages[^1].ByAgent ? 1 : 0;
        var characters = messages.Where(m => m.ByAgent).Sum(m => m.Text.EnumerateRunes().Count());
        int[] counts = [messages.Count, messages.Count(m => !m.ByAgent), messages.Count(m => m.ByAgent), characters, turns, turns - unanswered, unanswered, transfers];
        return string.Join(' ', counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));
    }
}
