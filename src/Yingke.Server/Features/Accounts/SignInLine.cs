using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>
/// One attempt at a time for each pair of account and address: parallel guesses would otherwise all be counted after they were made. On
/// other nodes at most one more each is in flight.
/// </summary>
internal sealed class SignInLine
{
    private const int Longest = 10;
    private readonly Dictionary<string, Line> lines = [];

    public async Task<IDisposable> Enter(string pair, CancellationToken cancel)
    {
        Line line;
        lock (lines)
        {
            if (!lines.TryGetValue(pair, out line!))
                lines[pair] = line = new(this, pair);
            if (line.Here >= Longest)
                throw TooMany(TimeSpan.FromSeconds(10));
            line.Here++;
        }
        try
        {
            await line.Turn.WaitAsync(cancel);
        }
        catch
        {
            Leave(line);
            throw;
        }
        return new Place(line);
    }

    public static Refusal TooMany(TimeSpan wait) => new(StatusCodes.Status429TooManyRequests, "too_many_attempts") { RetryAfter = wait };

    private void Leave(Line line)
    {
        lock (lines)
        {
            if (--line.Here == 0)
                lines.Remove(line.Pair);
        }
    }

    private sealed class Line(SignInLine all, string pair)
    {
        public SignInLine All { get; } = all;
        public string Pair { get; } = pair;
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public int Here { get; set; }
    }

    private sealed class Place(Line line) : IDisposable
    {
        private bool left;

        public void Dispose()
        {
            if (left)
                return;
            left = true;
            line.Turn.Release();
            line.All.Leave(line);
        }
    }
}
