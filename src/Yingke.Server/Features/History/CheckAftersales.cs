using Microsoft.EntityFrameworkCore;
using Yingke.Domain.AfterSales;
using Yingke.Domain.History;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.History;

/// <summary>The second look at applications: their order and their people are in the file or in the shop, and what the shop has reads the same.</summary>
internal sealed class CheckAftersales(Db db, Stage stage, Shop shop)
{
    public async Task Run(IReadOnlyDictionary<Guid, string> agents, CancellationToken cancel)
    {
        foreach (var page in stage.Unknown(OrderHistoryLine.Word, AftersaleHistoryLine.Word))
        {
            var known = await AftersaleHistory.Orders(db, shop.Id, page, cancel);
            foreach (var stranger in page.Where(number => !known.ContainsKey(number)))
                stage.RejectNaming(stranger, "order", "unknown_order", AftersaleHistoryLine.Word);
        }
        var people = agents.Values.Concat(stage.Pages<AgentLine>(AgentLine.Word).SelectMany(page => page).Select(a => a.Line.Id)).ToHashSet();
        foreach (var page in stage.Pages<AftersaleHistoryLine>(AftersaleHistoryLine.Word))
            await Beside(page, people, agents.ToDictionary(a => a.Value, a => a.Key), cancel);
    }

    private async Task Beside(List<(long Number, AftersaleHistoryLine Line)> page, HashSet<string> people, Dictionary<string, Guid> agents, CancellationToken cancel)
    {
        var known = await AftersaleHistory.Known(db, shop.Id, [.. page.Select(a => a.Line.Id)], cancel);
        var orders = await AftersaleHistory.Orders(db, shop.Id, [.. page.Select(a => a.Line.Order).Distinct()], cancel);
        var numbers = page.Select(a => a.Line.Number ?? a.Line.Id).ToList();
        var taken = (await db.Set<Application>().Where(a => a.ShopId == shop.Id && numbers.Contains(a.Number)).Select(a => a.Number).ToListAsync(cancel)).ToHashSet();
        var names = agents.ToDictionary(a => a.Value, a => a.Key);
        foreach (var (number, line) in page)
        {
            if (line.Reviewer is { } reviewer && !people.Contains(reviewer))
                stage.Reject(number, "reviewer", "unknown_agent");
            else if (line.Operator is { } @operator && !people.Contains(@operator))
                stage.Reject(number, "operator", "unknown_agent");
            else if (known.TryGetValue(line.Id, out var stored) && orders.TryGetValue(line.Order, out var order))
                Compare(number, AftersaleHistory.AsStored(line, order, agents), AftersaleHistory.Of(stored, stored.OrderId == order.Id ? line.Order : "", names));
            else if (!taken.Add(line.Number ?? line.Id))
                stage.Reject(number, "number", "duplicate_number");
        }
    }

    private void Compare(long number, AftersaleHistoryLine told, AftersaleHistoryLine stored)
    {
        if ((told with { Id = stored.Id }).DifferenceTo(stored) is { } field)
            stage.Reject(number, field, "another_application");
        else
            stage.Skip(number);
    }
}
