using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Domain.Conversations;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.History;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Storage.Archive;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Operations;

/// <summary>guarantees.md: backup while running, restore, and a check of the restored data; reliability.md, I34 and FL25.</summary>
public sealed class BackupTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private YingkeHost Host => server.Host;

    [Fact]
    public async Task A_backup_under_load_restores_whole_and_says_what_was_told_before_it_began()
    {
        var (id, mei, picture) = await Talk();
        using var stop = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await mei.Say(id, "还在的");
        });
        var told = (await mei.Say(id, "最后一句")).Seq;
        var path = Path.Combine(Host.Database.Folder, "load.zip");
        var manifest = await Host.Do<Backup, Manifest>(backup => backup.Write(path, CancellationToken.None));
        await stop.CancelAsync();
        await load;

        await using var place = await Place.Empty();
        await place.Restore(path);
        var found = await place.Check();
        found.Problems.ShouldBeEmpty();
        (await place.Sums()).Where(s => manifest.Tables.Any(t => t.Name == s.Key)).ShouldAllBe(s => manifest.Tables.Single(t => t.Name == s.Key).Checksum == s.Value.Item2);
        (await place.Do((_, db) => db.Set<Entry>().AnyAsync(e => e.ConversationId == id && e.Seq == told && e.Text == "最后一句"))).ShouldBeTrue();
        File.ReadAllBytes(Path.Combine(place.Storage.FilesFolder, manifest.Files.Single(f => f.Name.EndsWith(picture.ToString("N"), StringComparison.Ordinal)).Name)).ShouldBe(Pixel);
    }

    [Fact]
    public async Task What_was_cut_off_or_flipped_is_refused_and_leaves_nothing_behind()
    {
        await Talk();
        var path = Path.Combine(Host.Database.Folder, "whole.zip");
        await Host.Do<Backup, Manifest>(backup => backup.Write(path, CancellationToken.None));
        File.Exists(path + ".partial").ShouldBeFalse();
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var chance = new Random(7);
        var damaged = Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? whole[..chance.Next(whole.Length)] : Flip(whole, chance.Next(whole.Length)));
        await using var place = await Place.Empty();
        foreach (var bytes in damaged)
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            await Should.ThrowAsync<InvalidDataException>(() => place.Restore(path));
        }
        await File.WriteAllBytesAsync(path, whole, TestContext.Current.CancellationToken);
        await place.Restore(path);
        (await Should.ThrowAsync<InvalidDataException>(() => place.Restore(path))).Message.ShouldContain("data already");
    }

    [Fact]
    public async Task The_check_sees_a_gap_a_wrong_head_and_a_lost_file()
    {
        var (id, _, picture) = await Talk();
        var path = Path.Combine(Host.Database.Folder, "check.zip");
        await Host.Do<Backup, Manifest>(backup => backup.Write(path, CancellationToken.None));
        await using var place = await Place.Empty();
        await place.Restore(path);
        (await place.Check()).Problems.ShouldBeEmpty();

        await place.Do((_, db) => db.InTransaction(() => db.Set<Entry>().Where(e => e.ConversationId == id && e.Seq == 3).ExecuteDeleteAsync(), CancellationToken.None));
        (await place.Check()).Problems.ShouldContain(p => p.Contains("the seqs are not", StringComparison.Ordinal));
        await place.Do((_, db) => db.InTransaction(() => db.Set<Conversation>().Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.LastText, "别的")), CancellationToken.None));
        (await place.Check()).Problems.ShouldContain(p => p.Contains("the head is not", StringComparison.Ordinal));
        Directory.EnumerateFiles(place.Storage.FilesFolder, picture.ToString("N"), SearchOption.AllDirectories).ToList().ForEach(File.Delete);
        (await place.Check()).Problems.ShouldContain(p => p.Contains("missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sqlite_moves_to_postgres_with_every_row()
    {
        TwoNodes.Need();
        var folder = Directory.CreateTempSubdirectory("yingke_move").FullName;
        var source = Server.Commands.Host.Build(["--Logging:LogLevel:Default=Error", "--Storage:Database=sqlite", "--Storage:Folder=" + folder]);
        await using var target = await Place.Empty();
        await using (source)
        {
            await using var scope = source.Services.CreateAsyncScope();
            var from = scope.ServiceProvider.GetRequiredService<Db>();
            await Migrate.Run(from, CancellationToken.None);
            var shop = await scope.ServiceProvider.GetRequiredService<AddShop>()
                .Handle("moving", "搬家的店", "owner", "陈松", Cast.Password, CancellationToken.None);
            var file = Path.Combine(AppContext.BaseDirectory, "golden", "history-60.jsonl");
            await scope.ServiceProvider.GetRequiredService<ImportHistory>()
                .Run(shop.Id, file, ImportMode.SkipBad, Path.Combine(folder, "bad"), _ => Task.CompletedTask, CancellationToken.None);
            from.ChangeTracker.Clear();
            var before = await Place.Sums(from);
            await target.Do(async (_, to) =>
            {
                await Migrate.Run(to, CancellationToken.None);
                return await new Move(from, to).Run(CancellationToken.None);
            });
            (await target.Sums()).ShouldBe(before);
            before["entries"].Item1.ShouldBeGreaterThan(300);
        }
        (await target.Check()).Problems.ShouldBeEmpty();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>A talk with a picture in it, still open.</summary>
    private async Task<(Guid Id, AgentClient Mei, Guid Picture)> Talk()
    {
        var shop = await server.Shop();
        var mei = await shop.OnDuty(Cast.Mei);
        var buyer = await shop.Buyer();
        var id = await buyer.Ask("order_detail", "罐子瘪了");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pixel), "file", "罐子.png" } };
        var picture = (await buyer.Api.Post("visitor/files", form)).As<FileView>();
        (await buyer.Api.Post($"visitor/conversations/{id}/messages", new { clientId = AgentClient.NewClientId(), kind = "image", fileId = picture.Id })).Ok();
        await mei.Say(id, "给您补寄一个");
        return (id, mei, picture.Id);
    }

    private static byte[] Flip(byte[] whole, int at)
    {
        var bytes = whole.ToArray();
        bytes[at] ^= 0x20;
        return bytes;
    }
}
