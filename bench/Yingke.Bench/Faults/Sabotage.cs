using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yingke.Domain.Conversations;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Log;

namespace Yingke.Bench.Faults;

/// <summary>The program with a defect put in on purpose: a checker that does not see these sees nothing.</summary>
internal static class Sabotage
{
    public const string AckBeforeCommit = "ack-before-commit";
    public const string NoUniqueIndex = "no-unique-index";
    public const string CapacityOutside = "capacity-outside-transaction";

    public static async Task Run(string defect)
    {
        var app = Host.Build([], services => Spoil(services, defect));
        await app.RunAsync();
    }

    private static void Spoil(IServiceCollection services, string defect)
    {
        if (defect == CapacityOutside)
            services.ConfigureDbContext<Db>(options => options.AddInterceptors(new Unlocked()));
        else
            services.Replace(ServiceDescriptor.Singleton<LogWriter>(provider =>
        {
            var honest = new SqliteLogWriter(provider.GetRequiredService<Dialect>());
            return defect == AckBeforeCommit ? new EarlyWriter(honest) : new ForgetfulWriter(honest);
        }));
    }

    /// <summary>Looks at the desk without holding it: what is decided may be over before it is written.</summary>
    private sealed class Unlocked : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("FROM dispatch", StringComparison.Ordinal))
                command.CommandText = command.CommandText.Replace("FOR UPDATE", "", StringComparison.Ordinal);
            return ValueTask.FromResult(result);
        }
    }

    /// <summary>Says yes at once and writes a little later, as a cache in front of a database would.</summary>
    private sealed class EarlyWriter(LogWriter honest) : LogWriter, IDisposable
    {
        private readonly ConcurrentDictionary<Guid, long> heads = new();
        private readonly SemaphoreSlim order = new(1, 1);

        public override async Task<IReadOnlyList<OpenLog>> Write(IReadOnlyList<Append> wishes, Appended[] outcomes, DateTimeOffset now, CancellationToken cancel)
        {
            var known = wishes.All(w => heads.ContainsKey(w.ConversationId));
            await order.WaitAsync(cancel);
            if (!known)
            {
                var grown = await honest.Write(wishes, outcomes, now, cancel);
                foreach (var log in grown)
                    heads[log.Id] = log.Head.Seq;
                order.Release();
                return grown;
            }
            for (var i = 0; i < wishes.Count; i++)
            {
                var wish = wishes[i];
                var seq = heads.AddOrUpdate(wish.ConversationId, 1, (_, head) => head + 1);
                outcomes[i] = new(new Entry { ShopId = wish.ShopId, ConversationId = wish.ConversationId, Seq = seq, Kind = wish.Kind, From = wish.From, SenderId = wish.SenderId, ClientId = wish.ClientId, At = now, Text = wish.Text }, seq, false, null);
            }
            _ = Task.Run(async () =>
            {
                await Task.Delay(300, CancellationToken.None);
                await honest.Write(wishes, new Appended[wishes.Count], now, CancellationToken.None);
                order.Release();
            }, CancellationToken.None);
            return [];
        }

        public void Dispose() => order.Dispose();
    }

    /// <summary>Gives every try a client id of its own, as if nothing made the sender's unique.</summary>
    private sealed class ForgetfulWriter(LogWriter honest) : LogWriter
    {
        public override Task<IReadOnlyList<OpenLog>> Write(IReadOnlyList<Append> wishes, Appended[] outcomes, DateTimeOffset now, CancellationToken cancel) =>
            honest.Write([.. wishes.Select(w => w with { ClientId = w.ClientId + "." + Guid.NewGuid().ToString("N")[..8] })], outcomes, now, cancel);
    }
}
