using Yingke.Server.Features.Conversations;
using Yingke.Server.Tests.Clients;

namespace Yingke.Server.Tests.Faults;

/// <summary>
/// A client that shows one log as ours do: pushes when they fit, one read of everything after the last seq when they do not and after every
/// connection. <see cref="Shown"/> is what it showed, in the order of showing.
/// </summary>
internal sealed class Screen(Func<Task<HubProbe>> connect, Func<long, Task<LogPage>> after, Guid id)
{
    public List<long> Shown { get; } = [];

    public int Connections { get; private set; }

    private long Last => Shown.Count == 0 ? 0 : Shown[^1];

    /// <summary>Connects, waits, reads, shows what is pushed for a while, and is cut without a word.</summary>
    public async Task Live(TimeSpan pause, TimeSpan until)
    {
        await using var probe = await connect();
        Connections++;
        await Task.Delay(pause);
        await Read();
        var taken = 0;
        for (var lived = System.Diagnostics.Stopwatch.StartNew(); lived.Elapsed < until;)
        {
            var pushes = probe.Pushes;
            for (; taken < pushes.Count; taken++)
            {
                if (pushes[taken].Method == "entries" && pushes[taken].Arguments[0].GetGuid() == id)
                    await Show([.. pushes[taken].Arguments[1].EnumerateArray().Select(e => e.GetProperty("seq").GetInt64())]);
            }
            await Task.Delay(10);
        }
        probe.Cut();
    }

    /// <summary>Everything after the last that is shown.</summary>
    public async Task Read()
    {
        LogPage page;
        do
        {
            page = await after(Last);
            Shown.AddRange(page.Entries.Select(e => e.Seq).Where(s => s > Last));
        }
        while (Last < page.Head);
    }

    private async Task Show(List<long> seqs)
    {
        if (seqs.Count > 0 && seqs[0] > Last + 1)
            await Read();
        foreach (var seq in seqs.Where(s => s > Last))
            Shown.Add(seq);
    }
}
