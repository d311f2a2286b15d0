using Yingke.Domain.Performance;

namespace Yingke.Server.Features.Performance.Scorecards;

/// <summary>Who was late, on leave or absent in a month, by whoever keeps the rota; agents without a rota are not in it. What a supervisor noted by hand stands above it.</summary>
internal abstract class AttendanceBook
{
    public abstract Task<IReadOnlyDictionary<Guid, HandMark>> Of(Guid shopId, Month month, CancellationToken cancel);
}
