using Yingke.Domain.Conversations;
using Yingke.Domain.Performance;

namespace Yingke.Domain.Quality;

public enum FindingKind { Forbidden, Filler, Opening, Closing, Slow, Unanswered }

/// <summary>Something that the machine proposes; an inspector accepts or rejects it. (spec: quality.md, Inspection)</summary>
/// <param name="AgentId">Of whom it is found.</param>
/// <param name="Seq">The message where it stands: of a slow answer the answer, of a question without one the question.</param>
/// <param name="Start">UTF-16 offset in the message's text; null if the whole of it is meant.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Words">The phrase or word.</param>
/// <param name="Seconds">How long the answer took.</param>
/// <param name="IsGrave">A phrase that is refused or asked about before sending, not merely marked.</param>
public sealed record Finding(FindingKind Kind, Guid AgentId, long Seq, int? Start = null, int? End = null, string? Words = null, int? Seconds = null, bool IsGrave = false);

/// <summary>What an agent wrote.</summary>
public sealed record SaidText(long Seq, Guid AgentId, string Text);

/// <summary>
/// What a machine can find in a closed conversation: forbidden phrases, fillers, a missing opening or closing, answers that took long in service
/// hours, questions without an answer. (spec: quality.md, Inspection, Forbidden phrases)
/// </summary>
public static class MachinePass
{
    /// <summary>A greeting may follow a first "在的", and a last word may follow a farewell.</summary>
    private const int CourtesyWithin = 2;

    /// <summary>An answer that took longer, in service hours, is a slow one.</summary>
    public const int DefaultSlowSeconds = 180;

    /// <param name="log">In the order of its seqs; texts are not needed.</param>
    /// <param name="texts">The agents' texts, in the same order.</param>
    /// <returns>In the order of the log; the same for the same log and lists.</returns>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<Entry> log, IReadOnlyList<SaidText> texts, PhraseBook book, int slowSeconds, IReadOnlyList<ServiceTimes> times)
    {
        var talk = Stints.Of(log);
        var consultations = talk.Stints.Where(s => s.IsConsultation).ToList();
        var found = texts.SelectMany(t => Words(t, book)).ToList();
        foreach (var agent in consultations.Select(s => s.AgentId).Distinct())
        {
            var own = texts.Where(t => t.AgentId == agent).Take(CourtesyWithin).ToList();
            if (own is [var first, ..] && !own.Exists(t => book.HasOpening(t.Text)))
                found.Add(new(FindingKind.Opening, agent, first.Seq));
        }
        if (consultations is [.., { AgentId: var last }])
        {
            var own = texts.Where(t => t.AgentId == last).TakeLast(CourtesyWithin).ToList();
            if (own is [.., var end] && !own.Exists(t => book.HasClosing(t.Text)))
                found.Add(new(FindingKind.Closing, last, end.Seq));
        }
        found.AddRange(consultations.SelectMany(s => s.Turns.Select(t => Late(s, t, log, slowSeconds, times))).OfType<Finding>());
        return [.. found.OrderBy(f => f.Seq).ThenBy(f => f.Kind).ThenBy(f => f.Start ?? 0)];
    }

    private static IEnumerable<Finding> Words(SaidText said, PhraseBook book) =>
        book.Find(said.Text).Select(h => new Finding(FindingKind.Forbidden, said.AgentId, said.Seq, h.Start, h.End, h.Listed.Text, IsGrave: h.Listed.Severity != PhraseSeverity.Mark))
            .Concat(book.Fillers(said.Text).Select(h => new Finding(FindingKind.Filler, said.AgentId, said.Seq, h.At, h.At + h.Word.Length, h.Word)));

    private static Finding? Late(Stint stint, Turn turn, IReadOnlyList<Entry> log, int slowSeconds, IReadOnlyList<ServiceTimes> times)
    {
        if (turn.AnsweredAt is not { } answered)
            return new(FindingKind.Unanswered, stint.AgentId, log.First(e => e.IsMessage && e.From == Sender.Buyer && e.At == turn.Origin).Seq);
        var seconds = (int)turn.Response!.Value.TotalSeconds;
        if (turn.Response <= TimeSpan.FromSeconds(slowSeconds) || ServiceTimes.At(times, turn.Origin).IsNight(turn.Origin))
            return null;
        return new(FindingKind.Slow, stint.AgentId, log.First(e => e.IsMessage && e.From == Sender.Agent && e.SenderId == stint.AgentId && e.At == answered).Seq, Seconds: seconds);
    }
}
