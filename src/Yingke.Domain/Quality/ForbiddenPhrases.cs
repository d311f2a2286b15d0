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

    private readonly int[] roots = new int[char.MaxValue + 1];

    /// <summary>From state and character to state; what is not in it falls back.</summary>
    private readonly Transitions next;
    private readonly int[] fallback;

    /// <summary>The nearest shorter state on the way back that ends something; the root for none.</summary>
    private readonly int[] shorter;

    /// <summary>The phrase that ends in a state, or -1; whether an exempt text does; and the normalised length of either.</summary>
    private readonly (int Phrase, bool Exempt, int Length)[] ends;

    /// <param name="phrases">What is looked for.</param>
    /// <param name="exempt">White list: texts within which nothing is a hit.</param>
    public ForbiddenPhrases(IEnumerable<string> phrases, IEnumerable<string>? exempt = null)
    {
        this.phrases = [.. phrases];
        var tree = new Tree(roots);
        for (var i = 0; i < this.phrases.Length; i++)
            tree.Add(Normalised.Of(this.phrases[i]), i);
        foreach (var text in exempt ?? [])
            tree.Add(Normalised.Of(text), null);
        (ends, fallback, shorter) = ([.. tree.Ends], new int[tree.Ends.Count], new int[tree.Ends.Count]);
        next = new(tree.Next, tree.Ends.Count);
        Link(tree.Next.ToLookup(n => n.Key.State, n => (n.Key.Character, State: n.Value)));
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
            if (next.TryGet(state, character, out var following))
                return following;
            state = fallback[state];
        }
        return roots[character];
    }

    private bool IsEnd(int state) => ends[state].Length > 0;

    /// <summary>Level by level: a state falls back to the longest other beginning that its text ends with.</summary>
    private void Link(ILookup<int, (char Character, int State)> children)
    {
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

    /// <summary>The beginnings of all texts, each a state, while they are being added.</summary>
    private sealed class Tree(int[] roots)
    {
        public Dictionary<(int State, char Character), int> Next { get; } = [];

        public List<(int Phrase, bool Exempt, int Length)> Ends { get; } = [(-1, false, 0)];

        /// <param name="text">Normalised.</param>
        /// <param name="number">Null for an exempt text.</param>
        public void Add(Normalised text, int? number)
        {
            if (text.Length == 0)
                return;
            var state = Root;
            for (var i = 0; i < text.Length; i++)
            {
                var character = text[i];
                var following = state == Root ? roots[character] : Next.GetValueOrDefault((state, character));
                if (following == Root)
                {
                    following = Ends.Count;
                    Ends.Add((-1, false, 0));
                    if (state == Root)
                        roots[character] = following;
                    else
                        Next[(state, character)] = following;
                }
                state = following;
            }
            // Of two that read the same the first is found.
            var known = Ends[state];
            Ends[state] = (known.Phrase >= 0 ? known.Phrase : number ?? -1, known.Exempt || number is null, text.Length);
        }
    }

    /// <summary>
    /// One word of memory for each transition, in an open table that stays half empty, and before it a word for each state that tells for nearly every character
    /// without a transition that there is none: a text goes astray at every second character, and a long list must not cost more for that.
    /// </summary>
    private sealed class Transitions
    {
        private const int StateBits = 24;
        private const int NoState = (1 << StateBits) - 1;

        /// <summary>State, character, and the state that follows, which is never the root; 0 where nothing is.</summary>
        private readonly ulong[] table;
        private readonly ulong[] hints;
        private readonly int shift;

        public Transitions(Dictionary<(int State, char Character), int> next, int states)
        {
            if (states > NoState)
                throw new ArgumentException($"Texts of more than {NoState} characters altogether.", nameof(next));
            var bits = 4;
            while (1L << bits < next.Count * 2L)
                bits++;
            (table, hints, shift) = (new ulong[1 << bits], new ulong[states], 64 - bits);
            foreach (var ((state, character), following) in next)
            {
                var key = Key(state, character);
                var at = Place(key);
                while (table[at] != 0)
                    at = (at + 1) & (table.Length - 1);
                table[at] = (key << StateBits) | (uint)following;
                hints[state] |= 1UL << (character & 63);
            }
        }

        public bool TryGet(int state, char character, out int following)
        {
            following = Root;
            if ((hints[state] & (1UL << (character & 63))) == 0)
                return false;
            var key = Key(state, character);
            for (var at = Place(key); table[at] != 0; at = (at + 1) & (table.Length - 1))
            {
                if (table[at] >> StateBits != key)
                    continue;
                following = (int)(table[at] & NoState);
                return true;
            }
            return false;
        }

        private int Place(ulong key) => (int)(unchecked(key * 0x9E3779B97F4A7C15UL) >> shift);

        private static ulong Key(int state, char character) => ((ulong)(uint)state << 16) | character;
    }
}
