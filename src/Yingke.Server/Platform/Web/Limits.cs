using System.Globalization;
using System.Threading.RateLimiting;
using Yingke.Server.Platform.Identity;

namespace Yingke.Server.Platform.Web;

/// <summary>How often one visitor or one address may ask (section <c>Limits</c>).</summary>
internal sealed class LimitOptions
{
    /// <summary>Password hashing costs processor time: one address cannot ask for all of it.</summary>
    public int SignInsPerMinutePerAddress { get; set; } = 120;
    public int VisitsPerMinutePerAddress { get; set; } = 120;
    public int HooksPerMinutePerAddress { get; set; } = 1200;
    public int OpensPerMinutePerVisitor { get; set; } = 20;
    public int MessagesPerMinutePerVisitor { get; set; } = 60;
    public int FilesPerMinutePerVisitor { get; set; } = 20;
}

internal static class Limits
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration("Limits");
        return services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = async (context, cancel) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
                context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                await Problem.Of(StatusCodes.Status429TooManyRequests, "too_many_requests").ExecuteAsync(context.HttpContext);
            };
            limiter.AddPolicy("sign-ins", http => Window("sign-ins:" + Addresses.Network(http), Of(http).SignInsPerMinutePerAddress));
            limiter.AddPolicy("hooks", http => Window("hooks:" + Addresses.Network(http), Of(http).HooksPerMinutePerAddress));
            limiter.AddPolicy("visits", http => Window("visits:" + Addresses.Network(http), Of(http).VisitsPerMinutePerAddress));
            limiter.AddPolicy("visitor-opens", http => Window("opens:" + Visitor(http), Of(http).OpensPerMinutePerVisitor));
            limiter.AddPolicy("visitor-messages", http => Window("messages:" + Visitor(http), Of(http).MessagesPerMinutePerVisitor));
            limiter.AddPolicy("visitor-files", http => Window("files:" + Visitor(http), Of(http).FilesPerMinutePerVisitor));
        });
    }

    /// <summary>A sliding minute; one asked for 0 has no limit.</summary>
    private static RateLimitPartition<string> Window(string who, int permits) => permits <= 0
        ? RateLimitPartition.GetNoLimiter(who)
        : RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 });

    private static LimitOptions Of(HttpContext http) => http.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<LimitOptions>>().Value;

    private static string Visitor(HttpContext http) => http.Visitor()?.BuyerId.ToString() ?? Addresses.Network(http);
}
