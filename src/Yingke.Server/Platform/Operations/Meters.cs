using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Yingke.Server.Platform.Push;

namespace Yingke.Server.Platform.Operations;

/// <summary>The program's own figures beside those of the framework; exported over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector.</summary>
internal sealed class Meters : IDisposable
{
    public const string Name = "Yingke";

    private static readonly string[] Kinds = ["desk", "visitor"];
    private readonly Meter meter = new(Name);
    private readonly Counter<long> messages;
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> commitTime;
    private readonly Counter<long> cutOff;
    private readonly MeterProvider? exporter;

    public Meters(Sockets sockets)
    {
        messages = meter.CreateCounter<long>("yingke.messages", "{entry}", "Entries written to logs by senders");
        batchSize = meter.CreateHistogram<int>("yingke.log.batch_size", "{entry}", "Entries that shared one commit");
        commitTime = meter.CreateHistogram<double>("yingke.log.commit_time", "ms", "From the batch's first statement to its durable commit");
        cutOff = meter.CreateCounter<long>("yingke.connections.cut_off", "{connection}", "Sockets that were closed because their reader was too slow");
        meter.CreateObservableGauge("yingke.log.queue", () => QueueLength(), "{entry}", "Entries that wait for the next commit");
        meter.CreateObservableGauge("yingke.connections", () => Kinds.Select(kind => new Measurement<int>(sockets.CountOf(kind), new KeyValuePair<string, object?>("kind", kind))), "{connection}", "Open sockets of this node");
        meter.CreateObservableGauge("yingke.conversations.waiting", () => Waiting.Select(w => new Measurement<int>(w.Value, new KeyValuePair<string, object?>("state", w.Key))), "{conversation}", "Conversations in queues and offline messages, all shops; from the node that counts them");
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            exporter = Sdk.CreateMeterProviderBuilder()
                .AddMeter(Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime", "Npgsql")
                .AddOtlpExporter().Build();
        }
    }

    /// <summary>How many wishes wait, asked when somebody collects.</summary>
    public Func<int> QueueLength { get; set; } = () => 0;

    /// <summary>Conversations by state, counted now and then by one node.</summary>
    public IReadOnlyDictionary<string, int> Waiting { get; set; } = new Dictionary<string, int>();

    public void Committed(int entries, TimeSpan time)
    {
        messages.Add(entries);
        batchSize.Record(entries);
        commitTime.Record(time.TotalMilliseconds);
    }

    public void CutOff() => cutOff.Add(1);

    public void Dispose()
    {
        exporter?.Dispose();
        meter.Dispose();
    }
}
