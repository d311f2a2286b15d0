using Yingke.Domain.Quality;

namespace Yingke.Server.Features.Quality.Phrases;

/// <summary>A forbidden phrase of a shop: its own, or a shipped one that it changed. A shipped one that nobody changed has no row.</summary>
internal sealed class Phrase
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Text { get; init; }

    /// <summary>As it is looked for; one row each.</summary>
    public required string Plain { get; init; }
    public PhraseSeverity Severity { get; set; }
    public string? Replacement { get; set; }
    public string? Note { get; set; }

    /// <summary>Kept, and not looked for.</summary>
    public bool IsOff { get; set; }
    public bool IsShipped { get; init; }

    public ListedPhrase Listed => new(Text, Severity, Replacement, Note);
}

/// <summary>白名单: a text within which nothing is a hit.</summary>
internal sealed class ExemptText
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Text { get; init; }
    public required string Plain { get; init; }
}

/// <summary>Which state of its list a shop has, and the words for openings, closings and fillers.</summary>
internal sealed class PhraseList
{
    public Guid ShopId { get; init; }

    /// <summary>Higher with every change of anything: what tells nodes and browsers that theirs is stale.</summary>
    public long Version { get; set; }
    public required CourtesyWords Words { get; set; }
}

internal enum HitOutcome { Sent, Refused }

/// <summary>A listed phrase that an agent sent, or tried to send and was refused: what inspection starts from.</summary>
internal sealed class PhraseHitRecord
{
    public Guid ShopId { get; init; }
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ConversationId { get; init; }
    public Guid AgentId { get; init; }
    public required string ClientId { get; init; }

    /// <summary>The message in the log; null for one that was refused.</summary>
    public long? Seq { get; init; }
    public HitOutcome Outcome { get; init; }
    public required string Phrase { get; init; }
    public PhraseSeverity Severity { get; init; }

    /// <summary>UTF-16 offsets in the text, end exclusive.</summary>
    public int StartsAt { get; init; }
    public int EndsAt { get; init; }

    /// <summary>The whole text: of what was refused there is no other copy.</summary>
    public required string Text { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Whether a person held it against the agent; null until somebody looked.</summary>
    public bool? Upheld { get; set; }
    public string? VerdictNote { get; set; }
    public Guid? VerdictBy { get; set; }
    public DateTimeOffset? VerdictAt { get; set; }
}
