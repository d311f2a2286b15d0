using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Conversations;
using Yingke.Domain.History;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>
/// The second look at a file: each line beside the others and beside what the shop has. What is bad leaves the stage with its reason,
/// what the shop has already leaves it without; what remains can be written (spec: history-format.md, Identity).
/// </summary>
internal sealed class CheckHistory(Db db, Stage stage, Shop shop)
{
    public async Task Run(CancellationToken cancel)
    {
        stage.Settle();
        Shop();
        var agents = await StoredLines.Agents(db, shop.Id, cancel);
        var known = agents.Values.ToHashSet();
        foreach (var stranger in stage.Unknown(AgentLine.Word, AssignLine.Word, MessageLine.Word, InspectionLine.Word).SelectMany(page => page).Where(id => !known.Contains(id)).ToList())
            stage.RejectNaming(stranger, "agent", "unknown_agent", AssignLine.Word, MessageLine.Word, InspectionLine.Word);
        foreach (var page in stage.Unknown(BuyerLine.Word, InflowLine.Word, OrderHistoryLine.Word))
        {
            var found = await FindSources.Buyers(db, shop.Id, page, cancel);
            foreach (var stranger in page.Where(id => !found.ContainsKey(id)))
                stage.RejectNaming(stranger, "buyer", "unknown_buyer", InflowLine.Word, OrderHistoryLine.Word);
        }
        await Orders(cancel);
        await new CheckAftersales(db, stage, shop).Run(agents, cancel);
        foreach (var page in stage.Conversations())
            await Conversations(page, agents, cancel);
        await TicketHistory.Check(db, stage, shop.Id, known, cancel);
        await CallHistory.Check(db, stage, shop.Id, known, cancel);
        await InspectionHistory.Check(db, stage, shop.Id, cancel);
    }

    /// <summary>One shop a file, and the same one every time.</summary>
    private void Shop()
    {
        var own = shop.SourceId;
        foreach (var (number, line) in stage.Pages<ShopLine>(ShopLine.Word).SelectMany(page => page).ToList())
        {
            own ??= line.Id;
            if (line.Id != own)
                stage.Reject(number, "id", "another_shop");
        }
    }

    /// <summary>An order that the shop has reads the same, or the file tells another story of it.</summary>
    private async Task Orders(CancellationToken cancel)
    {
        foreach (var page in stage.Pages<OrderHistoryLine>(OrderHistoryLine.Word))
        {
            var known = await OrderHistory.Known(db, shop.Id, page.ConvertAll(o => o.Line.Id), cancel);
            foreach (var (number, line) in page)
            {
                if (!known.TryGetValue(line.Id, out var stored))
                    continue;
                if (OrderHistory.AsStored(line).DifferenceTo(stored) is { } field)
                    stage.Reject(number, field, "another_order");
                else
                    stage.Skip(number);
            }
        }
    }

    private async Task Conversations(List<string> ids, IReadOnlyDictionary<Guid, string> agents, CancellationToken cancel)
    {
        var stored = await FindSources.Conversations(db, shop.Id, ids, cancel);
        var logs = await StoredLines.Read(db, shop.Id, stored.Values, agents, cancel);
        var opening = new List<(InflowLine Inflow, List<(long Number, ConversationLine Line)> All)>();
        foreach (var id in ids)
        {
            var lines = stage.Of(id);
            if (stored.TryGetValue(id, out var known))
                BesideStored(lines, logs[known.Id]);
            else if (New(lines) is { } inflow && !lines.Exists(l => l.Line is CloseLine))
                opening.Add((inflow, lines));
        }
        await OneOpenEach(opening, cancel);
    }

    /// <summary>A conversation that the shop does not have: its inflow, or null if there is none and all of it is bad.</summary>
    private InflowLine? New(List<(long Number, ConversationLine Line)> lines)
    {
        var inflow = lines.Select(l => l.Line).OfType<InflowLine>().FirstOrDefault();
        if (inflow is null)
        {
            foreach (var (number, _) in lines)
                stage.Reject(number, "conversation", "unknown_conversation");
            return null;
        }
        Once(lines, []);
        return inflow;
    }

    /// <summary>Later lines are added; an earlier one means that the file tells another story, and nothing of it is taken.</summary>
    private void BesideStored(List<(long Number, ConversationLine Line)> lines, List<ConversationLine> stored)
    {
        var left = stored.GroupBy(l => l.Identity).ToDictionary(g => g.Key, g => g.Count());
        var fresh = new List<(long Number, ConversationLine Line)>();
        foreach (var line in lines)
        {
            var identity = StoredLines.AsStored(line.Line).Identity;
            if (left.GetValueOrDefault(identity) > 0)
            {
                left[identity]--;
                stage.Skip(line.Number);
            }
            else
            {
                fresh.Add(line);
            }
        }
        var last = stored.Max(HistoryOrder.Instance);
        var earlier = fresh.Where(l => HistoryOrder.Instance.Compare(l.Line, last) < 0).Select(l => l.Number).ToHashSet();
        if (earlier.Count == 0)
        {
            Once(fresh, stored);
            return;
        }
        foreach (var (number, _) in fresh)
            stage.Reject(number, "at", earlier.Contains(number) ? "earlier_than_stored" : "conversation_refused");
    }

    /// <summary>A conversation begins, ends and is rated once.</summary>
    private void Once(List<(long Number, ConversationLine Line)> lines, List<ConversationLine> stored)
    {
        foreach (var (type, reason) in new[] { (InflowLine.Word, "second_inflow"), (RatingLine.Word, "already_rated"), (CloseLine.Word, "already_closed") })
        {
            foreach (var (number, _) in lines.Where(l => l.Line.Type == type).Skip(stored.Exists(l => l.Type == type) ? 0 : 1))
                stage.Reject(number, "conversation", reason);
        }
    }

    /// <summary>One open conversation per buyer and shop (spec: routing.md, Inflow).</summary>
    private async Task OneOpenEach(List<(InflowLine Inflow, List<(long Number, ConversationLine Line)> All)> opening, CancellationToken cancel)
    {
        if (opening.Count == 0)
            return;
        var buyers = await FindSources.Buyers(db, shop.Id, [.. opening.Select(o => o.Inflow.Buyer).Distinct()], cancel);
        var ids = buyers.Values.ToList();
        var busy = (await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == shop.Id && c.State != ConversationState.Closed && ids.Contains(c.BuyerId))
            .Select(c => c.BuyerId).ToListAsync(cancel)).ToHashSet();
        foreach (var (inflow, all) in opening)
        {
            var isBusy = buyers.TryGetValue(inflow.Buyer, out var buyer) && busy.Contains(buyer);
            if (!isBusy && stage.OpenBuyer(inflow.Buyer, inflow.Conversation))
                continue;
            foreach (var (number, line) in all)
                stage.Reject(number, line is InflowLine ? "buyer" : "conversation", line is InflowLine ? "has_open_conversation" : "unknown_conversation");
        }
    }
}
