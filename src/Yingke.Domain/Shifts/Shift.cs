namespace Yingke.Domain.Shifts;

/// <summary>What a shift is for: work at the desk, the night, or being on call round the clock.</summary>
public enum ShiftKind { Work, Night, Duty }

/// <summary>A shift's hours in minutes from midnight of the day it begins; one that ends at or before its beginning ends on the next day.</summary>
public readonly record struct ShiftTimes(int From, int To)
{
    public const int Day = 24 * 60;

    /// <summary>Beyond midnight where the shift does.</summary>
    public int End => To > From ? To : To + Day;

    public int Minutes => End - From;
}

/// <summary>One person's shift on one day of the rota.</summary>
/// <param name="Lunch">When lunch begins, in minutes from midnight; null where none is planned.</param>
public sealed record RotaEntry(DateOnly Day, Guid AgentId, ShiftKind Kind, ShiftTimes Times, int? Lunch = null);

/// <summary>What is wrong with a rota.</summary>
public enum RotaProblemKind { NoDuty, SeveralOnDuty, HourUncovered, NoNight, TooLong, LunchTogether, OnLeave }

/// <param name="Minute">The hour without anybody, or when a whole group is at lunch; minutes from midnight.</param>
/// <param name="AgentId">Who works too long, or is on leave.</param>
/// <param name="Amount">Minutes of work, or people on duty.</param>
public sealed record RotaProblem(DateOnly Day, RotaProblemKind Kind, int? Minute = null, Guid? AgentId = null, string? Group = null, int? Amount = null);
