namespace Yingke.Domain.Routing;

/// <summary>Waiting conversations kept in serving order. A list, because it is loaded in order and mostly read from the front.</summary>
internal sealed class WaitingLine
{
    private readonly List<Waiting> line;
    private readonly Comparer<Waiting> order;

    public WaitingLine(IEnumerable<Waiting> waiting, bool vipFirst)
    {
        order = Comparer<Waiting>.Create((a, b) =>
        {
            var vip = vipFirst ? b.Vip.CompareTo(a.Vip) : 0;
            var place = vip != 0 ? vip : a.Place.CompareTo(b.Place);
            return place != 0 ? place : string.CompareOrdinal(a.ConversationId, b.ConversationId);
        });
        line = [.. waiting];
        for (var i = 1; i < line.Count; i++)
        {
            if (order.Compare(line[i - 1], line[i]) > 0)
            {
                line.Sort(order);
                break;
            }
        }
    }

    public IReadOnlyList<Waiting> All => line;

    public int Count => line.Count;

    public bool Contains(string conversationId) => Index(conversationId) >= 0;

    public void Add(Waiting waiting)
    {
        var at = line.BinarySearch(waiting, order);
        line.Insert(at < 0 ? ~at : at, waiting);
    }

    public Waiting? Remove(string conversationId)
    {
        var at = Index(conversationId);
        if (at < 0)
            return null;
        var waiting = line[at];
        line.RemoveAt(at);
        return waiting;
    }

    public List<Waiting> TakeAll()
    {
        List<Waiting> all = [.. line];
        line.Clear();
        return all;
    }

    /// <summary>Walks the line in order and takes out those for which <paramref name="serve"/> says true, until <paramref name="go"/> says stop.</summary>
    public void Serve(Func<bool> go, Func<Waiting, bool> serve)
    {
        // One pass that closes the holes behind itself: taking many out of a long line stays linear.
        var kept = 0;
        var read = 0;
        for (; read < line.Count && go(); read++)
        {
            if (serve(line[read]))
                continue;
            if (kept < read)
                line[kept] = line[read];
            kept++;
        }

        line.RemoveRange(kept, read - kept);
    }

    public void Replace(Func<Waiting, bool> which, Func<Waiting, Waiting> with)
    {
        for (var i = 0; i < line.Count; i++)
        {
            if (which(line[i]))
                line[i] = with(line[i]);
        }
    }

    private int Index(string conversationId) => line.FindIndex(w => w.ConversationId == conversationId);
}
