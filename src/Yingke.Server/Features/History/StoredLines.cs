using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.History;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Buyers;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>
/// What the shop has, as lines of the history format. Source ids are handed back as they came; what was born here goes by its own id,
/// a message by its conversation's and its seq (spec: history-format.md, Identity).
/// </summary>
internal static class StoredLines
{
    public static string Id(string? sourceId, Guid id) => sourceId ?? id.ToString();

    public static ShopLine Of(Shop shop) => new(Id(shop.SourceId, shop.Id), shop.Name, shop.TimeZone, shop.Settings.Service.Start, shop.Settings.Service.End);

    public static AgentLine Of(Agent agent) => new(Id(agent.SourceId, agent.Id), agent.Name, agent.Groups, agent.Capacity, agent.Weight);

    /// <summary>A name that the product made up is none: where the line goes, another is made up.</summary>
    public static BuyerLine Of(Buyer buyer) =>
        new(Id(buyer.SourceId, buyer.Id), buyer.Name == StartVisit.VisitorName(buyer.Id) ? null : buyer.Name, buyer.Phone);

    /// <summary>As the line reads once it is stored: what it leaves out stands there by its default.</summary>
    public static ConversationLine AsStored(ConversationLine line) => line is InflowLine inflow
        ? inflow with { Channel = inflow.Channel ?? Word(Channel.Web), Source = HistoryWords.Word(HistoryWords.SourceOf(inflow.Source)) }
        : line;

    /// <param name="conversation">With its log.</param>
    /// <param name="buyer">The buyer's id in the format.</param>
    /// <param name="agents">The agents' ids in the format.</param>
    /// <param name="log">All its entries, in order.</param>
    public static IEnumerable<ConversationLine> Of(Conversation conversation, string buyer, IReadOnlyDictionary<Guid, string> agents, IEnumerable<Entry> log)
    {
        var id = Id(conversation.SourceId, conversation.Id);
        return log.Select(entry => Of(entry, id, conversation, buyer, agents)).OfType<ConversationLine>();
    }

    private static ConversationLine? Of(Entry entry, string id, Conversation conversation, string buyer, IReadOnlyDictionary<Guid, string> agents)
    {
        string? Agent(Guid? agent) => agent is { } known ? agents.GetValueOrDefault(known) : null;
        return entry.Kind switch
        {
            EntryKind.Inflow => new InflowLine(id, buyer, HistoryWords.Word(conversation.Source), Word(conversation.Channel), entry.At),
            EntryKind.Assigned => Agent(entry.Details?.AgentId) is { } agent ? new AssignLine(id, agent, entry.At) : null,
            EntryKind.Rated => new RatingLine(id, entry.Details!.Stars!.Value, entry.Text, entry.At),
            EntryKind.Closed => new CloseLine(id, entry.At),
            EntryKind.Note => new MessageLine(id, "note", Agent(entry.SenderId), MessageLine.TextKind, entry.Text ?? "", entry.At, SourceId(entry)),
            _ when entry.IsMessage => new MessageLine(
                id, Word(entry.From), entry.From == Sender.Agent ? Agent(entry.SenderId) : null, Word(entry.Kind == EntryKind.Card ? EntryKind.ProductCard : entry.Kind), Text(entry), entry.At, SourceId(entry)),
            _ => null,
        };
    }

    /// <summary>What is no text stands in its text by its name.</summary>
    private static string Text(Entry entry) => entry.Text ?? entry.Details?.File?.Name ?? entry.Details?.Product?.Title ?? "";

    // The conversation's own id, never its source's: the same log elsewhere may have other seqs.
    private static string? SourceId(Entry entry) => entry.SourceId switch
    {
        null => string.Create(CultureInfo.InvariantCulture, $"{entry.ConversationId}-{entry.Seq}"),
        "" => null,
        var id => id,
    };

    private static string Word<T>(T value) where T : struct, Enum => EnumConverters.Text(value);

    /// <summary>The lines of some conversations, each in its log's order.</summary>
    public static async Task<Dictionary<Guid, List<ConversationLine>>> Read(
        Db db, Guid shopId, IReadOnlyCollection<Conversation> conversations, IReadOnlyDictionary<Guid, string> agents, CancellationToken cancel)
    {
        var ids = conversations.Select(c => c.Id).ToList();
        var buyerIds = conversations.Select(c => c.BuyerId).Distinct().ToList();
        var buyers = await db.Set<Buyer>().AsNoTracking().Where(b => b.ShopId == shopId && buyerIds.Contains(b.Id)).Select(b => new { b.Id, b.SourceId }).ToDictionaryAsync(b => b.Id, b => Id(b.SourceId, b.Id), cancel);
        var logs = (await db.Set<Entry>().AsNoTracking().Where(e => e.ShopId == shopId && ids.Contains(e.ConversationId)).OrderBy(e => e.ConversationId).ThenBy(e => e.Seq).ToListAsync(cancel))
            .ToLookup(e => e.ConversationId);
        return conversations.ToDictionary(c => c.Id, c => Of(c, buyers[c.BuyerId], agents, logs[c.Id]).ToList());
    }

    public static Task<Dictionary<Guid, string>> Agents(Db db, Guid shopId, CancellationToken cancel) =>
        db.Set<Agent>().AsNoTracking().Where(a => a.ShopId == shopId).Select(a => new { a.Id, a.SourceId }).ToDictionaryAsync(a => a.Id, a => Id(a.SourceId, a.Id), cancel);
}
