using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Routing;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>What can be set of an account, each with its bounds; what is null stays, an empty text clears what may be empty.</summary>
internal sealed record AgentFields
{
    public const int MaxCapacity = 1000;
    public const int MaxWeight = 1000;

    public string? Name { get; init; }
    public string? EmployeeNumber { get; init; }
    public Groups? Groups { get; init; }
    public bool? Im { get; init; }
    public int? Capacity { get; init; }
    public int? Weight { get; init; }
    public string? Extension { get; init; }
    public Grade? Grade { get; init; }
    public string? Company { get; init; }
    public string? Language { get; init; }
    public string? Greeting { get; init; }

    public void Check()
    {
        Text(Name, "name", 1, 30);
        Text(EmployeeNumber, "employeeNumber", 0, 40);
        Text(Extension, "extension", 0, 20);
        Text(Company, "company", 0, 60);
        if (Greeting is { Length: > 500 })
            throw Refusal.Invalid("greeting", "at most 500 characters");
        if (Language is not (null or "zh-CN" or "en-US"))
            throw Refusal.Invalid("language", "zh-CN or en-US");
        if (Capacity is < 0 or > MaxCapacity)
            throw Refusal.Invalid("capacity", $"0–{MaxCapacity}");
        if (Weight is < 0 or > MaxWeight)
            throw Refusal.Invalid("weight", $"0–{MaxWeight}");
    }

    public void Apply(Agent row)
    {
        row.Name = Name?.Trim() ?? row.Name;
        row.EmployeeNumber = Cleared(EmployeeNumber, row.EmployeeNumber);
        row.Groups = Groups ?? row.Groups;
        row.ImEnabled = Im ?? row.ImEnabled;
        row.Capacity = Capacity ?? row.Capacity;
        row.Weight = Weight ?? row.Weight;
        row.Extension = Cleared(Extension, row.Extension);
        row.Grade = Grade ?? row.Grade;
        row.Company = Cleared(Company, row.Company);
        row.Language = Language ?? row.Language;
        row.Greeting = Cleared(Greeting, row.Greeting);
    }

    /// <summary>Nobody else in the shop has that telephone; asked in a turn of the desk, so that no two ask at once.</summary>
    public static async Task CheckExtension(Db db, Guid shopId, Guid? agentId, string? extension)
    {
        if (extension?.Trim() is { Length: > 0 } own && await db.Set<Agent>().AnyAsync(a => a.ShopId == shopId && a.Extension == own && a.Id != agentId))
            throw new Refusal(StatusCodes.Status409Conflict, "extension_taken", "extension");
    }

    /// <summary>A line of text: length counted after trimming, nothing that breaks a line or hides.</summary>
    public static void Text(string? text, string field, int min, int max)
    {
        if (text is not null && (text.Trim().Length < min || text.Trim().Length > max || text.Any(char.IsControl)))
            throw Refusal.Invalid(field, $"{min}–{max} characters in one line");
    }

    private static string? Cleared(string? asked, string? present) => asked is null ? present : string.IsNullOrWhiteSpace(asked) ? null : asked.Trim();
}
