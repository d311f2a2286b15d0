namespace Yingke.Domain.Knowledge;

/// <summary>Of what is being written: not handed in, waiting to be looked at, in use, or taken out of use.</summary>
public enum KnowledgeState { Draft, Review, Published, Withdrawn }

/// <summary>Who writes or looks at an entry.</summary>
/// <param name="IsOwner">The shop's owner answers for everything anyway, and may be alone.</param>
public sealed record Editor(Guid Id, string Name, bool IsOwner);

/// <summary>
/// An entry of the knowledge base: what is being written of it, and what is in use. A change of a published entry is a draft beside it until somebody
/// other than its writer has looked at it. (spec: tickets-hotline.md, Knowledge base)
/// </summary>
public sealed class KnowledgeEntry
{
    public const int LongestNote = 500;

    private KnowledgeEntry() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>Higher with every change: who began with an older one is told.</summary>
    public long Version { get; private set; }
    public KnowledgeState State { get; private set; }
    public KnowledgeContent Content { get; private set; } = null!;

    /// <summary>What is in use; null before the first time and after a withdrawal.</summary>
    public KnowledgeContent? Published { get; private set; }

    /// <summary>The number of the newest published version; they count from 1.</summary>
    public int Revision { get; private set; }

    /// <summary>The version of the shop's knowledge base with which <see cref="Published"/> last changed.</summary>
    public long ServedIn { get; private set; }

    public Guid WriterId { get; private set; }
    public string WriterName { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Why it was given back to its writer, or withdrawn.</summary>
    public string? Note { get; private set; }

    public static KnowledgeEntry Begin(Guid shopId, KnowledgeContent content, Editor by, DateTimeOffset now) =>
        new() { ShopId = shopId, Id = Guid.CreateVersion7(now), Version = 1, Content = content.Checked(), WriterId = by.Id, WriterName = by.Name, CreatedAt = now, ChangedAt = now };

    /// <summary>What was handed in is a draft again; what is in use stays in use.</summary>
    public void Write(long version, KnowledgeContent content, Editor by, DateTimeOffset now)
    {
        var next = content.Checked();
        Touch(version, now);
        (Content, State, WriterId, WriterName, Note) = (next, KnowledgeState.Draft, by.Id, by.Name, null);
    }

    public void Submit(long version, DateTimeOffset now)
    {
        Must(KnowledgeState.Draft);
        Touch(version, now);
        (State, Note) = (KnowledgeState.Review, null);
    }

    public void Return(long version, string? note, DateTimeOffset now)
    {
        Must(KnowledgeState.Review);
        Touch(version, now);
        (State, Note) = (KnowledgeState.Draft, Kept(note) ?? throw new RuleViolation("invalid", $"1–{LongestNote} characters", "note"));
    }

    /// <summary>Puts it into use. Nobody passes what they wrote themselves, but the owner.</summary>
    public KnowledgeRevision Publish(long version, Editor by, long servedIn, DateTimeOffset now)
    {
        Must(KnowledgeState.Review);
        if (by.Id == WriterId && !by.IsOwner)
            throw new RuleViolation("own_text");
        Touch(version, now);
        (State, Published, Note, ServedIn, Revision) = (KnowledgeState.Published, Content, null, servedIn, Revision + 1);
        return new() { ShopId = ShopId, EntryId = Id, Number = Revision, Content = Content, WriterName = WriterName, ReviewerName = by.Name, At = now };
    }

    /// <summary>Out of use at once; its versions stay readable, and it can be written and handed in again.</summary>
    public void Withdraw(long version, string? note, long servedIn, DateTimeOffset now)
    {
        if (Published is null)
            throw new RuleViolation("not_published");
        var why = Kept(note);
        Touch(version, now);
        (State, Published, ServedIn, Note) = (KnowledgeState.Withdrawn, null, servedIn, why);
    }

    /// <summary>Back to what is in use, or out of use as before. One that never was in use is the caller's to remove.</summary>
    public void Discard(long version, DateTimeOffset now)
    {
        if (State is not (KnowledgeState.Draft or KnowledgeState.Review))
            throw new RuleViolation("no_draft");
        Touch(version, now);
        if (Published is { } used)
            (State, Content, Note) = (KnowledgeState.Published, used, null);
        else if (Revision > 0)
            State = KnowledgeState.Withdrawn;
    }

    private void Must(KnowledgeState state)
    {
        if (State != state)
            throw new RuleViolation(state == KnowledgeState.Review ? "not_in_review" : "no_draft");
    }

    private void Touch(long version, DateTimeOffset now)
    {
        if (version != Version)
            throw new RuleViolation("changed_meanwhile");
        (Version, ChangedAt) = (Version + 1, now);
    }

    private static string? Kept(string? note) => string.IsNullOrWhiteSpace(note) ? null
        : note.Trim() is { Length: <= LongestNote } kept ? kept : throw new RuleViolation("invalid", $"1–{LongestNote} characters", "note");
}

/// <summary>What was in use once: never changed, never removed.</summary>
public sealed record KnowledgeRevision
{
    public Guid ShopId { get; init; }
    public Guid EntryId { get; init; }
    public int Number { get; init; }
    public required KnowledgeContent Content { get; init; }
    public required string WriterName { get; init; }
    public required string ReviewerName { get; init; }
    public DateTimeOffset At { get; init; }
}
