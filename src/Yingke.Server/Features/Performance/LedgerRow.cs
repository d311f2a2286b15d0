using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Performance;

/// <summary>One reward or penalty (spec: performance.md, Ledger): one cause, one row, for ever.</summary>
internal sealed class LedgerRow
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Glossary words: <c>callback_missed</c>, <c>shipping_late</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>What it happened to: a call-back, an order.</summary>
    public Guid SubjectId { get; init; }

    public RowKind Kind { get; init; } = RowKind.Penalty;

    /// <summary>Who bears it, if it is somebody's.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The outsourcing company that bears it instead.</summary>
    public string? Company { get; init; }

    /// <summary>Below zero a penalty; zero where only the row itself counts.</summary>
    public long Fen { get; init; }

    /// <summary>Points of the month's score, with the sign of <see cref="Fen"/>.</summary>
    public long Hundredths { get; init; }

    public decimal? Points => Hundredths == 0 ? null : Hundredths / 100m;
    public DateTimeOffset At { get; init; }

    /// <summary>Evidence in words that people read.</summary>
    public required string Details { get; init; }
    public Guid? ConversationId { get; init; }

    /// <summary>Who entered it, where somebody did.</summary>
    public string? ByName { get; init; }
}

/// <summary>A loss is caused by a breach of procedure and borne at its amount.</summary>
internal enum RowKind { Reward, Penalty, Loss }

internal sealed class LedgerTables : IEntityTypeConfiguration<LedgerRow>
{
    public void Configure(EntityTypeBuilder<LedgerRow> rows)
    {
        rows.ToTable("ledger_rows");
        rows.HasKey(r => new { r.ShopId, r.Id });
        rows.Ignore(r => r.Points);
        rows.HasIndex(r => new { r.ShopId, r.Cause, r.SubjectId }, "cause").IsUnique();
        rows.HasIndex(r => new { r.ShopId, r.At });
    }
}

internal static class Ledger
{
    /// <summary>The cause of a row that takes another off, which is its subject.</summary>
    public const string Reversal = "reversal";

    /// <summary>The cause of an upheld complaint's.</summary>
    public const string Complaint = "complaint";

    /// <summary>The cause of an upheld hit's.</summary>
    public const string PhraseHit = "phrase_hit";

    /// <summary>A row that takes <paramref name="row"/> off.</summary>
    public static LedgerRow Off(this LedgerRow row, DateTimeOffset now, string byName, string details) => new()
    {
        ShopId = row.ShopId, Cause = Reversal, SubjectId = row.Id, Kind = row.Kind, AgentId = row.AgentId, Company = row.Company, Fen = -row.Fen, Hundredths = -row.Hundredths, At = now, Details = details,
        ConversationId = row.ConversationId, ByName = byName,
    };

    /// <summary>Within the open transaction; nothing if this cause has its row already. False then.</summary>
    public static async Task<bool> Enter(this Db db, LedgerRow row, CancellationToken cancel)
    {
        if (await db.Set<LedgerRow>().AnyAsync(r => r.ShopId == row.ShopId && r.Cause == row.Cause && r.SubjectId == row.SubjectId, cancel))
            return false;
        db.Add(row);
        return true;
    }
}
