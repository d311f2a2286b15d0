using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Performance;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.History;
using Yingke.Server.Features.Performance;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.History;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Performance;

/// <summary>A shop whose whole past came from a history file, and its owner, who asks for reports over HTTP.</summary>
internal sealed class FiguresShop(YingkeHost host, BareShop shop, AgentClient owner)
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public Guid Id => shop.Id;

    public Api Api => owner.Api;

    public static async Task<FiguresShop> Open(YingkeHost host)
    {
        var shop = await BareShop.Open(host);
        return new(host, shop, await SignIn(host, shop));
    }

    public async Task<FiguresShop> At(YingkeHost other) => new(other, shop, await SignIn(other, shop));

    public async Task Import(IEnumerable<string> lines) => (await BareShop.Import(host, shop.Id, ImportMode.Strict, lines)).Bad.ShouldBeEmpty();

    public Task Rebuild() => host.Do<ProjectStints, int>(project => project.Rebuild(shop.Id, CancellationToken.None));

    public async Task<string> Report(string from, string to) => (await Api.Get($"reports?from={from}&to={to}")).Ok().Text;

    /// <summary>Every figure of a golden report that the product's differs in.</summary>
    public async Task<List<string>> DifferencesFrom(JsonElement expected)
    {
        var report = (await Api.Get($"reports?from={expected.GetProperty("from").GetString()}&to={expected.GetProperty("to").GetString()}")).As<ReportAnswer>();
        var agents = await host.Look(db => db.Set<Agent>().Where(a => a.ShopId == shop.Id && a.SourceId != null).ToDictionaryAsync(a => a.SourceId!, a => a.Id));
        var wrong = new List<string>();
        foreach (var agent in expected.GetProperty("agents").EnumerateObject())
            Compare(agent.Name, agent.Value, report.Agents.Single(a => a.Id == agents[agent.Name]).Figures, wrong);
        foreach (var group in expected.GetProperty("groups").EnumerateObject())
            Compare(group.Name, group.Value, report.Groups.Single(g => g.Group.ToString().Equals(group.Name, StringComparison.OrdinalIgnoreCase)).Figures, wrong);
        Compare("shop", expected.GetProperty("shop"), report.Shop!, wrong);
        return wrong;
    }

    private static void Compare(string name, JsonElement expected, FigureSections figures, List<string> wrong)
    {
        var actual = JsonSerializer.SerializeToElement(figures, Snake);
        foreach (var section in Enum.GetValues<Section>())
        {
            var (wanted, has) = (expected.GetProperty(Word(section)), actual.GetProperty(Word(section)));
            foreach (var figure in wanted.EnumerateObject())
            {
                if (has.GetProperty(figure.Name).ToString() != figure.Value.ToString())
                    wrong.Add($"{name} {section} {figure.Name}: {has.GetProperty(figure.Name)} instead of {figure.Value}");
            }
        }
    }

    private static string Word(Section section) => section.ToString().ToLowerInvariant();

    private static async Task<AgentClient> SignIn(YingkeHost host, BareShop shop)
    {
        var code = await host.Look(db => db.Set<Shop>().Where(s => s.Id == shop.Id).Select(s => s.Code).SingleAsync());
        return await AgentClient.SignIn(host.Connect(), code, Cast.Owner);
    }
}
