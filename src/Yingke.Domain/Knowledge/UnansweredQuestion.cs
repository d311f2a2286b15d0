using Yingke.Domain.Quality;

namespace Yingke.Domain.Knowledge;

/// <summary>Who did not find an answer.</summary>
public enum UnansweredFrom { Robot, Search }

public enum UnansweredState { Open, InWriting, Answered, Dismissed }

/// <summary>A question without an answer in the knowledge base. The same words, however they are punctuated, are one question that is counted. (spec: tickets-hotline.md, Knowledge base)</summary>
public sealed class UnansweredQuestion
{
    public const int LongestText = KnowledgeContent.LongestQuestion;

    private UnansweredQuestion() { }

    public Guid ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>What makes two questions one.</summary>
    public string Plain { get; private set; } = "";

    /// <summary>As it was put the last time.</summary>
    public string Text { get; private set; } = "";
    public int ByRobot { get; private set; }
    public int BySearch { get; private set; }
    public DateTimeOffset FirstAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    public UnansweredState State { get; private set; }

    /// <summary>The entry that is written, or was published, for it.</summary>
    public Guid? EntryId { get; private set; }

    /// <summary>Null where nothing is left of it: punctuation and pictures ask nothing.</summary>
    public static string? PlainOf(string text) => PhraseBook.Plain(Short(text)) is { Length: > 1 } plain ? plain : null;

    public static UnansweredQuestion Meet(Guid shopId, string plain, DateTimeOffset now) =>
        new() { ShopId = shopId, Id = Guid.CreateVersion7(now), Plain = plain, FirstAt = now, LastAt = now };

    /// <summary>Asked once more. What was answered and is asked again all the same needs another look; what was dismissed stays so.</summary>
    public void Ask(string text, UnansweredFrom from, DateTimeOffset now)
    {
        (Text, LastAt) = (Short(text), now);
        if (from == UnansweredFrom.Robot)
            ByRobot++;
        else
            BySearch++;
        if (State == UnansweredState.Answered)
            (State, EntryId) = (UnansweredState.Open, null);
    }

    /// <summary>Somebody writes an entry for it.</summary>
    public void WriteFor(Guid entryId)
    {
        if (State is UnansweredState.Answered)
            throw new RuleViolation("answered_already");
        (State, EntryId) = (UnansweredState.InWriting, entryId);
    }

    /// <summary>The entry is published.</summary>
    public void Answer()
    {
        if (State == UnansweredState.InWriting)
            State = UnansweredState.Answered;
    }

    /// <summary>The entry will not be written after all.</summary>
    public void LetGo()
    {
        if (State == UnansweredState.InWriting)
            (State, EntryId) = (UnansweredState.Open, null);
    }

    public void Dismiss()
    {
        if (State is not (UnansweredState.Open or UnansweredState.Dismissed))
            throw new RuleViolation("answered_already");
        State = UnansweredState.Dismissed;
    }

    public void Reopen()
    {
        if (State != UnansweredState.Dismissed)
            throw new RuleViolation("not_dismissed");
        State = UnansweredState.Open;
    }

    private static string Short(string text)
    {
        var line = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        return line.Length <= LongestText ? line : line[..(char.IsHighSurrogate(line[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }
}
