using System.Collections.Concurrent;

namespace Yingke.Bench.Faults;

/// <summary>What one client was told about one message: its seq once acknowledged, or that the server definitely refused it.</summary>
internal sealed record Told(Guid Conversation, string ClientId, string Text)
{
    public long? Seq { get; set; }
    public bool Refused { get; set; }

    /// <summary>A retry was told another seq.</summary>
    public bool Changed { get; set; }
}

/// <summary>One entry as a client showed it, or as the database has it.</summary>
internal sealed record Seen(long Seq, string? ClientId, string? Text);

/// <summary>Everything that clients saw and were told during a run.</summary>
internal sealed class History
{
    public ConcurrentBag<Told> Sent { get; } = [];

    /// <summary>Per viewer and conversation, in the order of showing.</summary>
    public ConcurrentDictionary<(string Viewer, Guid Conversation), List<Seen>> Shown { get; } = new();
}

/// <summary>The findings of <see cref="Checker"/>; all zero is what is promised.</summary>
internal sealed record Findings(int Acknowledged, int Stored, int Displayed, int Lost, int Doubled, int Reordered, int Gaps, int Phantoms)
{
    /// <summary>How often an agent was found with more conversations than their capacity.</summary>
    public int OverCapacity { get; init; }

    public bool AreClean => Lost + Doubled + Reordered + Gaps + Phantoms + OverCapacity == 0;

    public override string ToString() =>
        FormattableString.Invariant($"n = {Acknowledged} acknowledged, {Stored} stored, {Displayed} displayed: {Lost} lost, {Doubled} doubled, {Reordered} reordered, {Gaps} gaps, {Phantoms} phantoms");
}

/// <summary>
/// Compares what clients were told, what the database has and what clients showed (spec: guarantees.md, What must hold). Pure: the same history
/// gives the same findings.
/// </summary>
internal static class Checker
{
    public static Findings Check(IReadOnlyCollection<Told> sent, IReadOnlyDictionary<Guid, List<Seen>> stored, IReadOnlyDictionary<(string Viewer, Guid Conversation), List<Seen>> shown)
    {
        int lost = 0, doubled = 0, reordered = 0, gaps = 0, phantoms = 0;
        foreach (var (conversation, entries) in stored)
        {
            // Seq 1..n without gap or double.
            for (var i = 0; i < entries.Count; i++)
                gaps += entries[i].Seq == i + 1 ? 0 : 1;
            doubled += entries.Where(e => e.ClientId is not null).GroupBy(e => e.Text).Sum(g => g.Count() - 1);
        }
        var byClient = stored.ToDictionary(s => s.Key, s => s.Value.Where(e => e.Text is not null).ToLookup(e => e.Text!));
        foreach (var message in sent)
        {
            var found = byClient.TryGetValue(message.Conversation, out var texts) ? texts[message.Text].ToList() : [];
            if (message.Seq is { } seq && !found.Exists(e => e.Seq == seq))
                lost++;
            if (message.Changed)
                doubled++;
            // A definite refusal is never stored.
            if (message.Refused && found.Count > 0)
                phantoms++;
        }
        foreach (var ((_, conversation), list) in shown)
        {
            for (var i = 1; i < list.Count; i++)
            {
                if (list[i].Seq == list[i - 1].Seq)
                    doubled++;
                else if (list[i].Seq < list[i - 1].Seq)
                    reordered++;
            }
            // At rest, every view is the log.
            if (stored.TryGetValue(conversation, out var log))
                lost += log.Select(e => e.Seq).Except(list.Select(e => e.Seq)).Count();
        }
        return new(sent.Count(m => m.Seq is not null), stored.Values.Sum(s => s.Count), shown.Values.Sum(s => s.Count), lost, doubled, reordered, gaps, phantoms);
    }
}
