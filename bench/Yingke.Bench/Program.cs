using Yingke.Bench;
using Yingke.Bench.Relay;

switch (args)
{
    case ["relay", var database, var folder, var connectionString]:
        await BareRelay.Run(database, connectionString, folder, Environment.GetEnvironmentVariable("YINGKE_URLS")!);
        return 0;
    case ["messages"]:
        await MessagesBench.Run();
        return 0;
    case ["append"]:
        await AppendBench.Run();
        return 0;
    case ["routing"]:
        await RoutingBench.Run();
        return 0;
    default:
        Console.Error.WriteLine("bench messages|append|routing");
        return 2;
}
