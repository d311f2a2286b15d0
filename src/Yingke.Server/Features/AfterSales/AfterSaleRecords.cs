using Yingke.Domain.AfterSales;

namespace Yingke.Server.Features.AfterSales;

/// <summary>One entry of the ledger 服务台账: who, when, what. The database itself refuses to change or remove it.</summary>
internal sealed class ServiceStep
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ApplicationId { get; init; }
    public DateTimeOffset At { get; init; }
    public LedgerKind Kind { get; init; }

    /// <summary>buyer, agent, api_key, system or platform.</summary>
    public required string ByKind { get; init; }
    public Guid? ById { get; init; }
    public string? ByName { get; init; }

    /// <summary>What belongs to the kind: a reason, an amount, a parcel, files; JSON.</summary>
    public string? Details { get; init; }
}

/// <summary>A refund of what was paid, or a compensation 赔付 beside it.</summary>
internal enum RefundKind { Refund, Compensation }

/// <summary>待复核, 处理中, 结果待查, 已到账, 已失败, 已驳回.</summary>
internal enum RefundState { Waiting, Pending, Unknown, Succeeded, Failed, Declined }

/// <summary>Whose money left: the shop's through the gateway, or the platform's, which charges the shop later.</summary>
internal enum Payer { Shop, Platform }

/// <summary>
/// Money that goes back. The row is committed before the gateway hears of it, and its id is the gateway's number for it: whatever is retried is the
/// same refund (spec: orders-aftersales.md, refund ceiling).
/// </summary>
internal sealed class Refund
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ApplicationId { get; init; }
    public Guid OrderId { get; init; }
    public Guid? LineId { get; init; }
    public RefundKind Kind { get; init; }
    public RefundState State { get; set; }
    public Payer Payer { get; init; }
    public long GoodsFen { get; init; }
    public long FreightFen { get; init; }
    public int Vouchers { get; init; }

    /// <summary>Chosen by who asked; the same one again gets this refund back.</summary>
    public required string Key { get; init; }

    /// <summary>Of a compensation: why, who bears it (shop, agent, warehouse, carrier), and what proves it.</summary>
    public string? Reason { get; init; }
    public string? Bearer { get; init; }
    public IReadOnlyList<Guid> Evidence { get; init; } = [];

    /// <summary>Who asked for it; null for the system.</summary>
    public Guid? ById { get; init; }

    /// <summary>The shop's local day, as yyyymmdd, on which it counts for its agent.</summary>
    public int Day { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid? ConfirmedBy { get; set; }

    /// <summary>When the gateway is asked next what became of it; null once that is known.</summary>
    public DateTimeOffset? AskAt { get; set; }
    public int Asked { get; set; }
    public DateTimeOffset? SettledAt { get; set; }
    public string? Reference { get; set; }
    public string? Failure { get; set; }

    public long Fen => GoodsFen + FreightFen;
}

/// <summary>A place where goods go back to; several per shop, one of them the default.</summary>
internal sealed class ShopAddress
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Contact { get; set; }
    public required string Phone { get; set; }
    public required string Region { get; set; }
    public required string Street { get; set; }
    public bool IsDefault { get; set; }
    public DateTimeOffset? RemovedAt { get; set; }

    public ReturnAddress ToReturn() => new(Contact, Phone, Region, Street);
}

/// <summary>One version of a policy; never changed, a new one takes its place from its date on.</summary>
internal sealed class PolicyVersion
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public string? ProductId { get; init; }
    public DateTimeOffset EffectiveAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int ReturnDays { get; init; }
    public required string Exceptions { get; init; }
    public int WarrantyMonths { get; init; }
    public bool Unsaleable { get; init; }
    public required string Text { get; init; }

    public ReturnPolicy ToPolicy() => new(Id, ProductId, EffectiveAt, ReturnDays, Exceptions, WarrantyMonths, Unsaleable, Text);
}

/// <summary>Serializes what is asked of one order, or by one agent: two nodes cannot both find room for the last fen.</summary>
internal sealed class RefundTurn
{
    public Guid ShopId { get; init; }
    public Guid SubjectId { get; init; }
    public long Turns { get; set; }
}
