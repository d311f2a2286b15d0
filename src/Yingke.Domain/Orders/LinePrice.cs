namespace Yingke.Domain.Orders;

/// <summary>What a line is to cost as a whole, in fen.</summary>
public sealed record LinePrice(Guid LineId, long TotalFen);
