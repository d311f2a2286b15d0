using System.CommandLine;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Commands;

/// <summary><c>yingke shop add CODE</c>: a new shop with its owner. The password comes from standard input, so that no process list shows it.</summary>
internal static class ShopCommand
{
    public static Command Command()
    {
        var code = new Argument<string>("code") { Description = "What people type when they sign in" };
        var name = new Option<string>("--name") { Description = "The shop's name", Required = true };
        var owner = new Option<string>("--owner") { Description = "The owner's account name", DefaultValueFactory = _ => "owner" };
        var add = new Command("add", "Make a shop; its owner's password is read from standard input") { code, name, owner };
        add.SetAction(async (parsed, cancel) =>
        {
            await using var app = Host.Build([]);
            await using var scope = app.Services.CreateAsyncScope();
            await Migrate.Run(scope.ServiceProvider.GetRequiredService<Db>(), cancel);
            var password = await Console.In.ReadLineAsync(cancel) ?? "";
            try
            {
                var shop = await scope.ServiceProvider.GetRequiredService<AddShop>().Handle(parsed.GetRequiredValue(code), parsed.GetRequiredValue(name), parsed.GetRequiredValue(owner), "店长", password, cancel);
                Console.WriteLine($"店铺 {shop.Name} 已创建：店铺代码 {shop.Code}，接入密钥 {shop.PublicKey} (shop made)");
                return 0;
            }
            catch (Exception refused) when (refused is Domain.RuleViolation or Platform.Web.Refusal)
            {
                await Console.Error.WriteLineAsync($"未创建 (not made): {refused.Message}");
                return 1;
            }
        });
        return new Command("shop", "Shops") { add };
    }
}
