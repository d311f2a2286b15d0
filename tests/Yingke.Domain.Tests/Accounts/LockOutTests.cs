using Yingke.Domain.Accounts;

namespace Yingke.Domain.Tests.Accounts;

public sealed class LockOutTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Eight_failures_within_15_minutes_lock_for_15_minutes()
    {
        var failures = Every(TimeSpan.FromMinutes(2), 8);
        var last = failures[^1];
        LockOut.LockedUntil(failures[..7], last).ShouldBeNull();
        LockOut.LockedUntil(failures, last).ShouldBe(last.AddMinutes(15));
        LockOut.LockedUntil(failures, last.AddMinutes(15).AddMilliseconds(-1)).ShouldBe(last.AddMinutes(15));
        LockOut.LockedUntil(failures, last.AddMinutes(15)).ShouldBeNull();
    }

    [Fact]
    public void The_eight_must_lie_within_15_minutes_inclusive()
    {
        var seven = Every(TimeSpan.FromSeconds(1), 7);
        LockOut.LockedUntil([.. seven, Start.AddMinutes(15)], Start.AddMinutes(15)).ShouldNotBeNull();
        LockOut.LockedUntil([.. seven, Start.AddMinutes(15).AddMilliseconds(1)], Start.AddMinutes(16)).ShouldBeNull();
    }

    [Fact]
    public void One_more_failure_after_the_lock_does_not_lock_again_at_once()
    {
        var failures = Every(TimeSpan.FromMinutes(1), 8);
        var after = failures[^1].AddMinutes(15).AddSeconds(1);
        LockOut.LockedUntil([.. failures, after], after).ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(5, 1600)]
    [InlineData(6, 2000)]
    [InlineData(1_000_000, 2000)]
    public void The_account_is_slowed_up_to_two_seconds_and_never_locked(int failures, int milliseconds) =>
        LockOut.Delay(failures).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    private static DateTimeOffset[] Every(TimeSpan step, int count) => [.. Enumerable.Range(0, count).Select(i => Start + (step * i))];
}
