namespace Yingke.Server.Tests.Hosting;

/// <summary>
/// The clock of the rules, moved by hand. Timers made from it never ring: a periodic job runs when a test asks for it by name,
/// so nothing happens between two lines of a test.
/// </summary>
public class FakeClock : TimeProvider
{
    /// <summary>A Monday morning in Shanghai, an hour after the shop opened.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    private long ms = Start.ToUnixTimeMilliseconds();

    public virtual DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref ms));

    public override long TimestampFrequency => 1000;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ms, (long)by.TotalMilliseconds);

    public void Set(DateTimeOffset at) => Interlocked.Exchange(ref ms, at.ToUnixTimeMilliseconds());

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Interlocked.Read(ref ms);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>The real time, timers and all, for what takes seconds: faults between processes.</summary>
public sealed class RunningClock : FakeClock
{
    public override DateTimeOffset Now => System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, dueTime, period);
}
