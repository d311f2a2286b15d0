namespace Yingke.Domain.Performance;

/// <summary>Averages of times for shop and groups: the mean of the agents' own over those who have one, or that of all answers alike.</summary>
public enum AverageReading { OfAgents, Pooled }

/// <summary>Payment success: of the buyers who asked before the sale, or of their inquiries.</summary>
public enum PaymentReading { Buyers, Inquiries }

/// <summary>How a shop reads what the sources leave room for; the third of these readings stands in its pay schemes. (spec: performance.md, Readings)</summary>
public sealed record Readings(AverageReading Averages = AverageReading.OfAgents, PaymentReading PaymentSuccess = PaymentReading.Buyers);
