namespace Yingke.Domain.Quality;

/// <summary>Where a phrase stands in the original text, in UTF-16 offsets, end exclusive.</summary>
public sealed record PhraseHit(string Phrase, int Start, int End);

/// <summary>
/// A list of phrases that is looked for in one pass over a text, however long the list is (Aho–Corasick). Of overlapping hits the longest match
/// that starts earliest wins. A hit that lies inside an exempt text is none. (spec: quality.md, Forbidden phrases)
/// </summary>
public sealed class ForbiddenPhrases
{
    private const int Root = 0;

    private readonly string[] phrases;

    /// <summary>From state and character to state: what is not in it falls back along <see cref="fallback"/>.</summary>
    private readonly Dictionary<long, int> next = [];
    private readonly int[] roots = new int[char.MaxValue + 1];
    private readonly List<int> fallback = [Root];

    /// <summary>The nearest shorter state on the way back that ends a phrase; the root for none.</summary>
    private readonly List<int> shorter = [Root];

    /// <summary>The phrase that ends in a state, or -1; whether an exempt text does; and the normalised length of either.</summary>
    private readonly List<(int Phrase, bool Exempt, int Length)> ends = [(-1, false, 0)];

    /// <param name="phrases">What is looked for.</param>
    /// <param name="exempt">White list: texts within which nothing is a hit.</param>
    public ForbiddenPhrases(IEnumerable<string> phrases, IEnumerable<string>? exempt = null)
    {
        this.phrases = [.. phrases];
        for (var i = 0; i < this.phrases.Length; i++)
            Add(Normalised.Of(this.phrases[i]), i);
        foreach (var text in exempt ?? [])
            Add(Normalised.Of(text), null);
        Link();
    }

    /// <summary>Without overlaps, in the order of the text.</summary>
    public IReadOnlyList<PhraseHit> Find(string text)
    {
        var plain = Normalised.Of(text);
        // At each beginning the longest phrase.
        Dictionary<int, (int Phrase, int Length)>? found = null;
        List<(int Start, int End)>? exempt = null;
        var state = Root;
        for (var i = 0; i < plain.Length; i++)
        {
            state = Step(state, plain[i]);
            for (var end = IsEnd(state) ? state : shorter[state]; end != Root; end = shorter[end])
            {
                var (phrase, isExempt, length) = ends[end];
                var start = i - length + 1;
                if (isExempt)
                    (exempt ??= []).Add((start, start + length));
                if (phrase >= 0 && (!(found ??= []).TryGetValue(start, out var known) || known.Length < length))
                    found[start] = (phrase, length);
            }
        }
        return found is null ? [] : Chosen(found, exempt ?? [], plain);
    }

    private List<PhraseHit> Chosen(Dictionary<int, (int Phrase, int Length)> found, List<(int Start, int End)> exempt, Normalised plain)
    {
        var (hits, free) = (new List<PhraseHit>(), 0);
        foreach (var (start, (phrase, length)) in found.OrderBy(f => f.Key))
        {
            // What lies inside an exempt text takes no place either: a hit that begins within it and goes beyond is still one.
            if (start < free || exempt.Exists(e => e.Start <= start && e.End >= start + length))
                continue;
            hits.Add(new(phrases[phrase], plain.Place(start).Start, plain.Place(start + length - 1).End));
            free = start + length;
        }
        return hits;
    }

    private int Step(int state, char character)
    {
        while (state != Root)
        {
            if (next.TryGetValue(Key(state, character), out var following))
                return following;
            state = fallback[state];
        }
        return roots[character];
    }

    private bool IsEnd(int state) => ends[state].Length > 0;

    /// <param name="phrase">Normalised.</param>
    /// <param name="number">Null for an exempt text.</param>
    private void Add(Normalised phrase, int? number)
    {
        if (phrase.Length == 0)
            return;
        var state = Root;
        for (var i = 0; i < phrase.Length; i++)
        {
            var character = phrase[i];
            var following = state == Root ? roots[character] : next.GetValueOrDefault(Key(state, character));
            if (following == Root)
            {
                following = fallback.Count;
                fallback.Add(Root);
                shorter.Add(Root);
                ends.Add((-1, false, 0));
                if (state == Root)
                    roots[character] = following;
                else
                    next[Key(state, character)] = following;
            }
            state = following;
        }
        // Of two that read the same the first is found.
        var known = ends[state];
        ends[state] = (known.Phrase >= 0 ? known.Phrase : number ?? -1, known.Exempt || number is null, phrase.Length);
    }

    /// <summary>Level by level: a state falls back to the longest other beginning that its text ends with.</summary>
    private void Link()
    {
        var children = next.ToLookup(n => (int)(n.Key >> 16), n => (Character: (char)(n.Key & 0xFFFF), State: n.Value));
        var level = new Queue<int>(roots.Where(r => r != Root));
        while (level.TryDequeue(out var state))
        {
            foreach (var (character, child) in children[state])
            {
                fallback[child] = Step(fallback[state], character);
                shorter[child] = IsEnd(fallback[child]) ? fallback[child] : shorter[fallback[child]];
                level.Enqueue(child);
            }
        }
    }

    private static long Key(int state, char character) => ((long)state << 16) | character;
}
