using Yingke.Domain.Orders;
using Yingke.Server.Features.Orders.Imports;
using Yingke.Server.Platform.Jobs;

namespace Yingke.Server.Features.Orders;

/// <summary>What was done to an order, by whom, old and new; never changed or removed.</summary>
internal sealed class OrderChange
{
    public Guid ShopId { get; init; }
    public Guid OrderId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTimeOffset At { get; init; }

    /// <summary>agent, api_key, buyer or system.</summary>
    public required string ByKind { get; init; }
    public Guid? ById { get; init; }
    public string? ByName { get; init; }

    /// <summary>Glossary words joined by a dot, in the past tense: <c>address.changed</c>.</summary>
    public required string Action { get; init; }
    public string? Old { get; init; }
    public string? New { get; init; }
}

internal enum OfferState { Offered, Accepted, Replaced }

/// <summary>A price that an agent offers before payment; it takes effect when the buyer accepts it.</summary>
internal sealed class PriceOffer
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrderId { get; init; }
    public Guid? ConversationId { get; init; }
    public Guid AgentId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The order's version that it was made from: it is stale on any other.</summary>
    public long OrderVersion { get; init; }
    public long OldTotalFen { get; init; }
    public long NewTotalFen { get; init; }
    public long NewFreightFen { get; init; }
    public IReadOnlyList<LinePrice> Lines { get; init; } = [];
    public OfferState State { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }
}

/// <summary>催付: one for an order, one for a buyer a day.</summary>
internal sealed class Reminder
{
    public Guid ShopId { get; init; }
    public Guid OrderId { get; init; }
    public Guid BuyerId { get; init; }

    /// <summary>The shop's local day, as yyyymmdd.</summary>
    public int Day { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Who clicked; null where it was automatic.</summary>
    public Guid? AgentId { get; init; }
    public Guid? ConversationId { get; init; }
    public required string Text { get; init; }
}

/// <summary>异常核实: something is wrong with an order, to be verified in time.</summary>
internal sealed class OrderException
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrderId { get; init; }

    /// <summary>buyer or platform.</summary>
    public required string ReportedBy { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset ReportedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? VerifiedAt { get; set; }
    public Guid? VerifiedBy { get; set; }
    public string? Result { get; set; }
}

/// <summary>A row that was not imported: its number in the file, the column and a stable reason.</summary>
internal sealed record BadRow(long Row, string? Column, string Reason);

/// <summary>A file of orders that somebody sent up, with its progress.</summary>
internal sealed class OrderImport : FileImport
{
    /// <summary>So many bad rows are listed.</summary>
    public const int ListedBadRows = 200;

    /// <summary>Rows read, and the part of the file that they were.</summary>
    public long Rows { get; set; }
    public int Percent { get; set; }
    public long Imported { get; set; }

    /// <summary>Orders that the shop had already as new or newer.</summary>
    public long Unchanged { get; set; }
    public long BadCount { get; set; }
    public IReadOnlyList<BadRow> Bad { get; set; } = [];

    public void Take(OrderImportProgress progress) =>
        (Rows, Percent, Imported, Unchanged, BadCount, Bad) = (progress.Rows, progress.Percent, progress.Imported, progress.Unchanged, progress.BadCount, progress.Bad);
}
