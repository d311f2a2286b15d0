using System.Globalization;
using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Storage;

namespace Yingke.Bench.Rig;

/// <summary>
/// A month of a busy shop: every conversation has ten messages, question and answer; every tenth goes to a second agent halfway, every fourth
/// is rated. The verbs are the program's own, only the writing is by the thousand.
/// </summary>
internal static class MonthOfTalk
{
    public const int Agents = 200;
    private const int MessagesEach = 10;
    private const int AtOnce = 5_000;
    private static readonly Why Imported = new("import", []);

    public static readonly DateOnly First = new(2026, 10, 1);
    public static readonly DateOnly Last = new(2026, 10, 31);

    /// <returns>The shop and how many rows its logs have.</returns>
    public static async Task<(BenchShop Shop, long Entries)> Fill(WebApplication host, int messages)
    {
        var shop = await BenchShop.Make(host, Agents, capacity: 0, pairs: 0);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var agents = db.Set<Agent>().Where(a => a.ShopId == shop.ShopId && !a.IsOwner).Select(a => a.Id).ToArray();
        var buyers = Enumerable.Range(0, messages / MessagesEach * 2 / 3).Select(i => new Buyer { ShopId = shop.ShopId, Name = "Buyer " + i, CreatedAt = DateTimeOffset.UnixEpoch }).ToList();
        await db.InTransaction(() => db.BulkInsert(buyers, CancellationToken.None), CancellationToken.None);
        var month = new Period(First, Last, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var (conversations, rows, random) = (messages / MessagesEach, 0L, new Random(7));
        var step = (month.End - month.Start - TimeSpan.FromHours(2)) / conversations;
        for (var i = 0; i < conversations;)
        {
            var page = new Page();
            for (var end = Math.Min(conversations, i + AtOnce); i < end; i++)
                page.Talk(shop.ShopId, buyers[random.Next(buyers.Count)].Id, agents, i, month.Start + step * i, random);
            await db.InTransaction(() => page.Write(db), CancellationToken.None);
            rows += page.Entries.Count;
        }
        return (shop, rows);
    }

    private sealed class Page
    {
        private readonly List<Conversation> conversations = [];
        private readonly List<Assignment> assignments = [];
        private readonly List<Rating> ratings = [];

        public List<Entry> Entries { get; } = [];

        public void Talk(Guid shopId, Guid buyer, Guid[] agents, int number, DateTimeOffset at, Random random)
        {
            var (conversation, opened) = Conversation.Open(shopId, buyer, number % 3 == 0 ? Inquiry.Aftersale : Inquiry.Presale, Source.ShopHome, Channel.Web, number + 1, at);
            Entries.Add(opened);
            var agent = Assign(conversation, agents[random.Next(agents.Length)], at);
            for (var turn = 0; turn < MessagesEach / 2; turn++)
            {
                at += TimeSpan.FromSeconds(random.Next(5, 120));
                Say(conversation, Sender.Buyer, buyer, number, turn, at, "我的快递到哪了，麻烦帮忙看一下");
                if (number % 10 == 0 && turn == 2)
                    agent = Assign(conversation, agents[random.Next(agents.Length)], at.AddSeconds(3));
                at += TimeSpan.FromSeconds(random.Next(4, 200));
                Say(conversation, Sender.Agent, agent, number, turn, at, "亲，帮您看了，今天下午会送到的");
            }
            Entries.Add(conversation.Close(ClosedBy.Agent, null, null, null, at.AddMinutes(1)));
            if (number % 4 == 0)
            {
                var stars = random.Next(1, 6);
                Entries.Add(conversation.Append(EntryKind.Rated, Sender.Buyer, at.AddMinutes(2), buyer, details: new EntryDetails { Stars = stars }));
                ratings.Add(new Rating { ShopId = shopId, ConversationId = conversation.Id, AgentId = agent, Stars = stars, At = at.AddMinutes(2) });
            }
            conversations.Add(conversation);
        }

        public async Task Write(Db db)
        {
            await db.BulkInsert(conversations, CancellationToken.None);
            await db.BulkInsert(assignments, CancellationToken.None);
            await db.BulkInsert(ratings, CancellationToken.None);
            await db.BulkInsert(Entries, CancellationToken.None);
        }

        private Guid Assign(Conversation conversation, Guid agent, DateTimeOffset at)
        {
            Entries.Add(conversation.AssignTo(agent, "Agent", at));
            assignments.Add(new Assignment { ShopId = conversation.ShopId, ConversationId = conversation.Id, AgentId = agent, Groups = Groups.Presale, At = at, Why = Imported });
            return agent;
        }

        private void Say(Conversation conversation, Sender from, Guid sender, int number, int turn, DateTimeOffset at, string text) =>
            Entries.Add(conversation.Append(EntryKind.Text, from, at, sender, string.Create(CultureInfo.InvariantCulture, $"{number}-{turn}-{from}"), text));
    }
}
